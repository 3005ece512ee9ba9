### 设置：预订网站出售什么、写些什么。

site-title = 预订网站
site-state = 网站状态
site-sells = 可以出售：价格排到{ $until }。
site-missing = 尚未开放。还缺：{ $missing }。
site-missing-rooms = 房型
site-missing-plans = 价格方案
site-missing-prices = 有价格的季节
site-missing-privacy = 个人信息说明
site-not-served = 此服务器未提供预订网站。请 IT 人员启动时加上
site-mails = 确认函以邮件发送；若未另设发件人，则由 { $sender } 发出。
site-no-mails = 尚未设置邮件服务器：确认函留在发件箱。
site-language = 文字语言
site-unsaid = 尚无{ $languages }文字：将显示英文或已有的文字。
site-days = { $first }至{ $last }
site-undone = 已撤销

## 每一行可做的事

site-raise = 上移
site-change = 更改
site-remove = 移除
site-moved = 已上移

## 字段有何问题

site-fault-missing = 请填写此项。
site-fault-too-long = 内容过长。
site-fault-range = 请再看一下：数值不合理。
site-fault-code = 只能使用字母、数字、- 和 _，最多24个字符。
site-fault-twice = 此代码已被使用。
site-fault-unknown = 此项已不存在。
site-fault-overlap = 与另一季节的日期重叠。
site-fault-address = 这不是电子邮箱地址。

## 房型

site-rooms = 房型
site-rooms-none = 还没有房型。请添加您出售的房型：有几间、可住几人、客人需要知道什么。
site-room = 房型
site-room-add = 添加房型
site-room-change = 更改房型
site-room-saved = 房型已保存。
site-room-removed = 房型及其价格已移除，已有预订不受影响。
site-room-line = { $code } · { $rooms }间 · 可住{ $sleeps }人 · { $metres }平方米
site-name = 名称
site-about = 一两句介绍
site-comforts = 房内设施，每行一项
site-code = 代码
site-code-hint = 与您的预订系统一致：字母、数字、- 和 _。之后不可更改。
site-code-fixed = 代码：{ $code }
site-room-count = 房间数
site-sleeps = 最多人数
site-metres = 平方米
site-picture = 插图
site-picture-sea = 临海的窗
site-picture-garden = 朝花园的窗
site-picture-attic = 屋顶下的床

## 价格方案

site-plans = 价格方案
site-plans-none = 还没有价格方案。先添加一个：价格包含什么，何时之前可以取消。
site-plan-add = 添加价格方案
site-plan-change = 更改价格方案
site-plan-saved = 价格方案已保存。
site-plan-removed = 价格方案及其价格已移除，已有预订不受影响。
site-board = 餐食
site-board-ro = 仅住宿
site-board-bb = 含早餐
site-board-hb = 含两餐
site-board-fb = 含三餐
site-free-days = 抵达前多少天可免费取消
site-free-days-hint = 若始终不可免费取消，请留空。
site-free-never = 不可免费取消
site-free-until =
    { $days ->
        [0] 抵达当天之前可免费取消
       *[other] 抵达前{ $days }天可免费取消
    }

## 季节与价格

site-seasons = 季节与价格
site-seasons-none = 还没有季节。季节是价格相同的一段日期；不属于任何季节的夜晚不出售。
site-season-add = 添加季节
site-season-change = 更改季节
site-season-again = 次年同期
site-season-saved = 季节已保存。
site-season-removed = 季节已移除，已有预订不受影响。
site-season-code = 简称
site-season-code-hint = 仅供内部使用：字母、数字、- 和 _。
site-season-min = 最少晚数
site-season-from = { $amount }起
site-season-unpriced = 无价格
site-season-nights = 最少{ $nights }晚
site-first = 首晚
site-last = 末晚
site-prices-hint = 每间每晚价格，单位：{ $currency }。不出售的请留空。
site-gap = 不属于任何季节，不出售：{ $days }

## 保留的房间

site-held = 保留的房间
site-held-text = 在别处售出或维修中的房间不在网站上出售。
site-held-none = 没有保留的房间。
site-held-add = 保留房间
site-held-count = 房间数
site-last-hint = 只保留一晚时请留空。
site-held-line = { $count }间 · { $days }
site-held-free = 重新出售
site-held-saved = 已保留
site-held-freed = 已重新出售

## 酒店

site-house = 酒店
site-house-saved = 文字与规则已保存。
site-first-page = 首页
site-reached = 地址与联系方式
site-hours = 时间与规则
site-headline = 首页大标题
site-tagline = 标题下的一行
site-rooms-heading = 房型上方的标题
site-street = 街道
site-postal-code = 邮政编码
site-city = 城市
site-country = 国家或地区
site-phone = 电话
site-email = 电子邮箱
site-email-hint = 客人写信到这里，邮件的回复也到这里。
site-sender = 邮件发件人
site-sender-hint = 例如：Casa Alondra <stay@hotel.example>。您的邮件服务器须允许使用。
site-check-in = 入住时间
site-check-out = 退房时间
site-time-hint = 例如 15:00
site-late-fee = 逾期取消的费用
site-fee-first = 首晚房费
site-fee-whole = 全部房费
site-max-nights = 一次入住最多晚数
site-days-ahead = 提前多少天可预订
site-taxes = 税费：价格含什么、不含什么
site-rules = 入住须知，每行一段
site-privacy = 个人信息说明，每行一段
site-privacy-text = 客人须能读到：谁保存其哪些信息、作何用途、保存多久、如何更正或删除。没有此说明，网站不出售任何房间。

## 标志

site-logo = 标志
site-logo-text = 显示在每页顶部，代替酒店名称：PNG、JPEG 或 WebP，不超过256 KB。
site-logo-none = 没有标志：显示酒店名称。
site-logo-choose = 选择图片
site-logo-remove = 移除标志
site-logo-saved = 标志已在网站上显示。
site-logo-removed = 标志已移除。
