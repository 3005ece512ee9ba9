### 酒店网站上的咨询表单，以及在不运行脚本时作答的页面。

## The form

widget-title = 有问题请问我们
widget-lead = 会有专人阅读并回复您。
widget-name = 您的姓名
widget-email = 电子邮箱
widget-phone = 电话
widget-one-is-enough = 两者填一项即可。
widget-arrive = 到店日期
widget-leave = 离店日期
widget-if-known = 如已确定
widget-message = 我们能为您做什么？
widget-privacy = 我们如何使用您的信息
widget-send = 发送咨询
widget-open = 给我们留言
widget-leave-empty = 请将此处留空

## What is missing

widget-summary = 请查看标出的项目。
widget-need-name = 请填写您的姓名。
widget-need-contact = 请填写电子邮箱或电话，以便我们回复您。
widget-need-email = 请检查电子邮箱，格式如 name@example.com。
widget-need-phone = 请检查电话号码；如可以，请以 + 和国家代码开头。
widget-need-dates = 离店日期应晚于到店日期。
widget-need-message = 请写下我们能为您做什么。
widget-need-shorter = 请缩短这段文字。

## After it

widget-sending = 正在发送您的咨询。
widget-thanks = 谢谢您
widget-thanks-more = 我们已收到您的咨询，会尽快回复您。
widget-another = 再问一个问题
widget-waiting = 现在无法连接酒店。您的咨询保存在此页面，连接恢复后会自动发送；请不要关闭页面。
widget-or-else = 您也可以通过以下方式联系我们：
widget-refused = 此页面不能使用这个表单。
widget-later = 此处短时间内的咨询过多。请稍等一分钟后再发送。
widget-back = 返回网站
widget-gone = 这个表单已不在这里。

## For those who set it up

problem-site-origin = 每个来源以 https:// 开头、以网站名称结尾，如 https://www.hotel.example；一个密钥可有 1 至 20 个来源。
