### Sign in, and the first copy of the guests.

sign-in-title = 登录
sign-in-text = 本酒店的客人，尽在此平板。
sign-in-email = 邮箱
sign-in-password = 密码
sign-in-go = 登录
sign-in-wrong = 邮箱或密码不正确。
sign-in-wait = 尝试次数过多，请等待五分钟。
sign-in-trouble = 酒店服务器未能完成登录，请重试。
enrol-title = 设置本平板
enrol-text = { $name }，客人资料将复制到本平板，没有网络时也能立即查询。
enrol-name = 本平板名称
enrol-name-hint = 例如：前台 1
enrol-name-missing = 请为它命名，方便同事知道更改来自哪里。
enrol-approver = 需由负责平板的同事同意，请对方在此登录。
enrol-go = 将客人复制到此
enrol-before =
    { $count ->
        [0] 此浏览器曾是酒店的平板，其存储内容已被清除，当时没有待发送的更改。
       *[other] 此浏览器曾是酒店的平板，其存储内容已被清除，其中有 { $count } 项更改尚未发送。酒店会收到通知。
    }
enrol-copy-title = 正在复制客人资料
enrol-copy-start = 正在询问酒店服务器
enrol-copy-progress = { $done } / { $total } 位客人
enrol-copy-text = 您可以关闭页面，回来后会重新开始。

## First start, while there is no staff

first-run-title = 欢迎使用 Innkeeper
first-run-text = 酒店服务器是全新的。请填写所属酒店，以后都可以更改。
first-run-hotel = 酒店名称
first-run-hotel-missing = 请填写酒店名称。
first-run-name = 您的姓名
first-run-name-missing = 请填写您的姓名，方便同事知道是谁做的更改。
first-run-email = 您的邮箱
first-run-email-missing = 请填写用于登录的邮箱。
first-run-password = 密码
first-run-password-hint = 至少 12 个字符，几个互不相关的词就很好。
first-run-demo = 起始内容
first-run-empty = 空白
first-run-demo-hotel = 演示酒店
first-run-demo-text = 演示包含 5,000 位虚构客人，可随时移除。
first-run-go = 开始使用
