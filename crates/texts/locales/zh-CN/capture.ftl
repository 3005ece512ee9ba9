### Leads: the list, and capturing one at a fair.

capture-title = 新潜在客人
capture-correct = 更正：{ $name }
capture-leave = 离开展位
capture-today =
    { $count ->
        [0] 今日暂无线索
       *[other] 今日 { $count } 条线索
    }
capture-stand-today = { $stand } 展位 · { $leads }
capture-place = 本平板所在地点
capture-fair = 展会
capture-fair-hint = 保存在本平板上。不在展会时请留空。
capture-stand = 展位
capture-set-fair = 填写展会名称
capture-sunlight = 强光显示
capture-name = 姓名
capture-email-example = name@company.com
capture-more = 更多
capture-same-company = 同一公司：{ $company }
capture-same-country = 同一国家：{ $country }
capture-warm = 意向程度
capture-grade-a = 24 小时内
capture-grade-b = 48 小时内
capture-grade-c = 本月内
capture-grade-d = 仅保留
capture-interests = 感兴趣
capture-decides = 请访客选择
capture-turn = 转给访客看
capture-hand-back = 交还平板
capture-language = 访客语言
capture-allow-email = 给我发送优惠和资讯邮件
capture-allow-phone = 就我的需求致电
capture-no-words = 本平板上没有同意书文本，暂时无法询问。
capture-known =
    { $count ->
        [0] 已在我们的客人名单中
        [one] 曾入住一次，{ $when }
       *[other] 曾入住 { $count } 次，最近一次在 { $when }
    }
capture-last = 最近五条
capture-none-yet = 您保存的线索会显示在这里。
capture-saved = 已保存
capture-sent = 已发送
capture-to-finish = 待补充
capture-needs = 需要您处理
capture-nameless = 无姓名，{ $at }
capture-no-handle = 请至少填写一项以便找到此人：姓名、邮箱、电话或备注。
capture-save-next = 保存，下一位
capture-answered = 标记为已回复
capture-clear = 清空
capture-refused-title = 您的角色不能记录线索
capture-refused-text = 如果您在展位工作，请联系酒店内负责角色设置的同事。
capture-missing-title = 本平板上没有这条线索
capture-missing-text = 地址可能已过期，或该线索在上次连接酒店服务器之后才记录。
capture-read-only = 您的角色可以查看线索，但不能更改。
leads-title = 潜在客人
leads-search = 搜索线索
leads-search-example = 姓名、公司、邮箱、电话、展会
leads-match =
    { $count ->
       *[other] { $count } 条线索
    }
leads-grade = 意向
leads-ungraded = 尚未评级
leads-contact = 联系方式
leads-when = 结识时间
leads-reply = 回复
leads-state = 状态
leads-due = { $at } 前
leads-overdue = 自 { $at } 起逾期
leads-print = 打印
leads-empty-title = 暂无线索
leads-empty-text = 您在展会上记录的每一位访客都会显示在这里。
leads-no-match = 没有线索符合“{ $search }”
leads-no-match-text = 每个词都必须出现在姓名、公司、邮箱、电话或展会名称中。
leads-clear-search = 显示全部线索
leads-refused-title = 您的角色看不到线索
leads-refused-text = 如果工作需要，请联系酒店内负责角色设置的同事。
