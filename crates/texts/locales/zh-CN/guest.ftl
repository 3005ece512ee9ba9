### One guest.

guest-missing-title = 本平板上没有这位客人
guest-missing-text = 地址可能已过期，或该客人在上次连接酒店服务器之后才加入。
guest-edit = 编辑
guest-edit-title = 编辑 { $name }
guest-add-note = 添加备注
guest-note-label = 下一位同事需要知道什么？
guest-note-empty = 请填写内容。
guest-note-correct = 更正
guest-note-retract = 撤回
guest-note-reason = 为什么撤回？
guest-note-retracted = 已撤回：{ $reason }
guest-note-amended = 之后已更正，保留最初文本。
guest-writes-in = 使用{ $language }
guest-number = 编号 { $number }
guest-stays = 入住
guest-a-night = 平均房价
guest-in-all = 累计消费
guest-nights =
    { $count ->
       *[other] { $count } 晚
    }
guest-next-stay = 下次入住：{ $when }
guest-last-stay = 上次入住：{ $when }
guest-here-now = 在住
guest-no-stay = 尚无入住
guest-party = 人数
guest-rate = 房价
guest-adults =
    { $count ->
       *[other] { $count } 成人
    }
guest-children =
    { $count ->
       *[other] { $count } 儿童
    }
guest-allergy = 过敏：{ $what }
guest-birthday = { $day }生日
guest-hidden = 对您不显示
guest-same-title = 这是{ $name }吗？
guest-same-text = { $name }的电子邮箱与此相同。尚未合并任何记录，请查看后决定。
guest-same-look = 查看{ $name }
guest-same-not = 不是同一人

guest-conflict-title = 有两个版本：{ $field }
guest-conflict-text = 没有丢失任何内容。哪个是正确的？
guest-conflict-house = 没有丢失任何内容。此项由酒店系统写入。
guest-conflict-mine = 您，{ $at }，本平板
guest-conflict-theirs = { $name }，{ $at }，{ $device }
guest-conflict-other = { $name }，{ $at }
guest-conflict-empty = 留空
guest-conflict-keep-mine = 保留我的
guest-conflict-keep-theirs = 保留 { $name } 的
guest-timeline = 往来记录
guest-nothing-yet = 暂无记录。
guest-all = 全部
guest-contacts = 沟通
guest-notes = 备注
guest-consents = 同意
guest-told = { $at }，{ $name }
guest-by-house = 酒店系统
guest-stay-title = { $status }：{ $room }，{ $nights }
guest-consent-title = { $decision }：{ $purpose }，{ $channel }
guest-consent-wording = 所示文本，第 { $version } 版
guest-may-we = 可否联系？
guest-consent-none = 尚未询问。
guest-consent-ask = 记录答复
guest-consent-withdraw = 撤回
guest-consent-text = 所示文本
guest-consent-choice = { $purpose }：{ $language }，第 { $version } 版
guest-consent-choice-start = { $choice }，“{ $start }……”
guest-consent-note = 备注
guest-consent-note-hint = 可留空。将与答复一并保存。
guest-consent-choose = 请选择答复
guest-consent-undecided = 请选择客人给出的答复。
guest-details = 资料
guest-two-above = 有两个版本，见上方
guest-made = 添加于 { $at }，{ $name }
guest-erase = 清除个人数据…
guest-erase-title = 清除{ $name }的数据
guest-erase-goes = 姓名、联系方式、愿望、备注和同意记录将永久删除：包括此人的所有档案、每台平板（下次连接服务器时）以及旧备份。
guest-erase-stays = 过往住宿的晚数、房型和金额保留在统计中，不含姓名。
guest-erase-never = 此操作无法撤销。
guest-erase-password = 您本人的密码
guest-erase-password-empty = 请输入您的密码：因为此操作无法撤销，所以需要确认。
guest-erase-go = 永久清除
guest-erase-refused-title = 只有隐私专员可以清除客人数据
guest-erase-refused-text = 请联系担任此角色的同事。
guest-erased-now = 已清除。各平板下次连接服务器时会一并删除。
guest-erased-title = 该客人的数据已清除
guest-erased-text = 个人数据已于 { $at } 清除。晚数和金额保留在统计中，不含姓名。
guest-archive = 归档
guest-restore = 恢复
guest-archived-now = 已归档
guest-restored-now = 已恢复
guest-part-name = 姓名
guest-part-contact = 联系方式
guest-part-care = 关怀
guest-part-house = 酒店内部
guest-one-per-line = 每行一项
guest-resumed = 您之前输入的内容还在，尚未保存。
guest-unreadable = 请先查看标红的项目。
guest-owner = 由{ $name }负责
guest-more-chips = 另有 { $count } 项
guest-fewer-chips = 收起
guest-more = 更多
guest-print = 打印
guest-copy-link = 复制链接
guest-link-copied = 链接已复制
guest-link-not-copied = 此浏览器不允许复制链接。链接见地址栏。
guest-complete = 完整度 { $percent }%
guest-missing-fields = 尚缺
guest-from = { $name }，{ $day }
guest-worth = 建议
guest-arrives = { $when }抵达。
guest-stays-now = 目前在住。
guest-worth-choose = { $field }有两个版本。选定之前，谁都无法确定哪个正确。
guest-worth-choose-go = 查看两者
guest-worth-contact = { $stay }既没有邮箱也没有电话，无法联系。
guest-worth-contact-go = 填写联系方式
guest-worth-allergies = { $stay }尚未记录是否有过敏。
guest-worth-allergies-go = 填写过敏信息
guest-worth-consent = { $stay }尚未询问可否联系。
guest-worth-impression = { $when }离店。尚未记录入住感受。
