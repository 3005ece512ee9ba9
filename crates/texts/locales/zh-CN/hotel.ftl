### 酒店官网及其邮件：客人阅读的文字。

## Frame

hotel-skip = 跳到正文
hotel-home = 欢迎
hotel-nav = 本站
hotel-nav-rooms = 客房
hotel-nav-contact = 联系我们
hotel-nav-privacy = 隐私
hotel-languages = 语言
hotel-no-cookies = 本网站不设 Cookie。
hotel-good-to-know = 入住须知
hotel-closed-title = 即将开放预订
hotel-closed-text = 本网站暂时不能预订，请来电或写信给我们。

## Days and counts

hotel-date = { $year }年{ $month }{ $day }日{ $weekday }
hotel-month-1 = 1月
hotel-month-2 = 2月
hotel-month-3 = 3月
hotel-month-4 = 4月
hotel-month-5 = 5月
hotel-month-6 = 6月
hotel-month-7 = 7月
hotel-month-8 = 8月
hotel-month-9 = 9月
hotel-month-10 = 10月
hotel-month-11 = 11月
hotel-month-12 = 12月
hotel-weekday-1 = 星期一
hotel-weekday-2 = 星期二
hotel-weekday-3 = 星期三
hotel-weekday-4 = 星期四
hotel-weekday-5 = 星期五
hotel-weekday-6 = 星期六
hotel-weekday-7 = 星期日
hotel-adults = { $count }位成人
hotel-children = { $count }名儿童
hotel-nights = { $count }晚
hotel-list-comma = |，|
hotel-from-to = { $from }至{ $to }

## Rooms and prices

hotel-find-room = 查找客房
hotel-arrival = 入住
hotel-departure = 离店
hotel-field-adults = 成人
hotel-field-children = 儿童
hotel-see-rooms = 查看客房
hotel-see-dates = 选择日期
hotel-for-room = （{ $room }）
hotel-drawing-of = { $room }插画
hotel-size = { $metres } 平方米
hotel-from = 每晚 { $amount } 起
hotel-sleeps = 最多住{ $count }人
hotel-rooms-title = 可预订的客房
hotel-nothing-title = 这些日期没有空房
hotel-nothing-text = 请换个日期，或来电询问：有时会有房间空出来。
hotel-other-dates = 其他日期有房
hotel-few-left = 这些日期仅剩{ $count }间
hotel-for-nights = 共{ $count }晚
hotel-each-night = 每晚 { $amount }
hotel-choose = 选择
hotel-choose-what = { $room }，{ $plan }
hotel-too-small = 此房最多住{ $count }人。
hotel-sold-out = 这些日期已订满。
hotel-not-sold = 这些日期不可预订，可能需要住得更久一些。
hotel-cancel-until = { $day }结束前可免费取消；之后取消收取 { $amount }。
hotel-cancel-never = 不可免费取消：取消将收取全部房费。

## What is wrong with what was asked

hotel-errors = 有{ $count }处需要检查
hotel-arrival-missing = 请选择入住日期。
hotel-departure-missing = 请选择离店日期。
hotel-arrival-past = 这一天已过，请选择之后的入住日期。
hotel-departure-before = 离店日期须在入住日期之后。
hotel-too-long = 网上最多可订{ $nights }晚。如需更久，请来电。
hotel-too-far = 最多可提前{ $days }天预订。
hotel-too-many = 网上最多可为{ $adults }位成人和{ $children }名儿童预订。人数更多请来电。
hotel-given-name-missing = 请填写名字。
hotel-surname-missing = 请填写姓氏。
hotel-email-missing = 请填写电子邮箱。
hotel-email-wrong = 邮箱地址不完整，请按 anna@example.com 的格式填写。
hotel-country-missing = 请选择您居住的国家或地区。
hotel-too-much-text = 请不要超过{ $count }个字符。
hotel-form-stale = 此页面已打开超过一天。请确认下面的价格，再次点击按钮。
hotel-price-changed = 这些日期的价格有变动。请确认新价格，同意的话再次点击按钮。

## Who comes

hotel-details-title = 您的信息
hotel-given-name = 名
hotel-surname = 姓
hotel-email = 电子邮箱
hotel-email-hint = 用于接收确认信。
hotel-phone = 电话
hotel-phone-hint = 入住当天如有需要，我们会联系您。
hotel-country = 居住国家或地区
hotel-country-choose = 请选择
hotel-wishes = 有什么要告诉我们的吗？
hotel-wishes-hint = 晚到、婴儿床、晚餐留座……我们会尽力安排。
hotel-optional = 选填
hotel-data-note = 这些信息仅用于您的入住。
hotel-data-link = 我们如何处理您的信息
hotel-book = 以 { $amount } 预订
hotel-pay-later = 到店付款，现在不收取任何费用。
hotel-other-room = 另选房间
hotel-night-by-night = 每晚价格

## Too late

hotel-gone-title = 有人快了一步
hotel-gone-text = 在您填写时，最后一间{ $room }刚刚被订走，非常抱歉。没有产生任何预订，您填写的内容都已保留。
hotel-other-rooms = 同一日期的其他房间
hotel-other-dates-of = 其他日期：{ $room }
hotel-take-this = 选这间
hotel-take-these = 选这些日期

## The booking

hotel-booked-title = 您的预订
hotel-expected = { $name }，恭候光临
hotel-mail-sent = 确认信已发送至 { $email }。
hotel-mail-waiting = 确认信正在发往 { $email }。
hotel-mail-none = 房间已订好。没有发送邮件：请打印本页或保存本页网址。
hotel-mail-failed = 房间已订好，但邮件无法送达 { $email }。请打印本页或保存本页网址。
hotel-mail-cancel-sent = 相关邮件已发送至 { $email }。
hotel-mail-cancel-waiting = 相关邮件正在发往 { $email }。
hotel-keep-address = 本页网址就是您的钥匙：凭它可查看或取消预订。
hotel-fact-number = 预订号
hotel-fact-arrival = 入住
hotel-fact-arrival-value = { $day } { $time } 起
hotel-fact-departure = 离店
hotel-fact-departure-value = { $day } { $time } 前
hotel-fact-guests = 客人
hotel-fact-room = 房型
hotel-fact-plan = 价格方案
hotel-fact-total = 合计
hotel-calendar = 加入日历
hotel-cancel = 取消预订
hotel-cancel-by-phone = 现在如需更改或取消，请来电：{ $phone }。
hotel-cancel-title = 确定取消预订吗？
hotel-cancel-free-now = 现在取消不收费。房间将开放给其他客人。
hotel-cancel-costs = 现在取消将收取 { $amount }。房间将开放给其他客人。
hotel-cancel-yes = 确定取消
hotel-cancel-no = 保留预订
hotel-cancelled-title = 您的预订已取消
hotel-cancelled-free = 不收取任何费用。
hotel-cancelled-fee = 因取消较晚，需支付 { $amount }。我们会就此与您联系。

## Mails

hotel-mail-subject = 您在 { $hotel } 的预订 { $number }
hotel-mail-cancelled-subject = 已取消：您在 { $hotel } 的预订 { $number }
hotel-mail-hello = 尊敬的{ $name }：
hotel-mail-booked = 您在 { $hotel } 的房间已订好，期待您的光临。
hotel-mail-cancelled = 您在 { $hotel } 的预订 { $number } 已取消。期待下次与您相见。
hotel-mail-link = 查看或取消预订

## Other pages

hotel-privacy-title = 我们如何处理您的信息
hotel-contact-title = 联系我们
hotel-contact-text = 请来电或写信，有人亲自答复。
hotel-contact-address = 地址
hotel-error-lost = 没有这个页面
hotel-error-lost-text = 网址可能有误，或页面已不存在。
hotel-error-large = 内容过多
hotel-error-large-text = 请缩短后重试。没有产生任何预订。
hotel-error-often = 操作太频繁
hotel-error-often-text = 您的网络发出了较多请求，请等待{ $seconds }秒后再试。
hotel-error-request = 未能理解您的请求
hotel-error-request-text = 请返回重试。没有产生任何预订。
hotel-error-server = 我们这边出了问题
hotel-error-server-text = 请稍后再试。如果您正在预订，请先查看邮箱：预订可能已经成功。
hotel-error-call = 或来电：{ $phone }。
hotel-error-home = 返回首页
