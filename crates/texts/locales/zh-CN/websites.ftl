### Websites that may show the enquiry form.

websites-title = 网站
websites-lede = 持有密钥的网站可以显示您的咨询表单。访客发送的内容会成为潜在客人。
websites-add = 添加网站
websites-none-title = 还没有网站
websites-none-text = 添加酒店的网站：您会得到几行代码，放到网站的页面上；访客在那里的咨询会成为这里的潜在客人。
websites-list = 持有密钥的网站
websites-since = 自 { $date } 起
websites-revoked = 已于 { $date } 撤销
websites-name = 名称
websites-name-hint = 你们内部的叫法。
websites-origin = 网站地址
websites-origin-hint = 与地址栏相同，到名称为止：https://www.hotel.example
websites-origin-next = 地址 { $number }
websites-origin-more = 再加一个地址
websites-origin-drop = 去掉地址 { $number }
websites-origin-note = 带 www 与不带 www 是两个地址；两个都在用时请都填写。
websites-save = 生成密钥
websites-made = { $name } 现在可以发送咨询。
websites-code = 页面代码
websites-revoke = 撤销
websites-revoke-title = 撤销密钥
websites-revoke-ask = 撤销 { $name } 的密钥吗？
websites-revoke-text = 该网站上的表单会提示它已不在这里，也无法再通过它发送。此操作无法撤回。通过它收到的潜在客人会保留。
websites-keep = 保留
websites-refused-title = 您的岗位不管理网站
websites-refused-text = 如果您需要在页面上放置表单，请联系酒店里管理账户和平板的同事。

## On the page of settings

settings-web = 预订网站与其他网站
settings-web-site = 预订网站
settings-web-site-text = 客房、价格、规定与酒店文字
settings-web-websites-text = 其他页面上的咨询表单

## What is wrong with an address

problem-origin-empty = 请填写网站地址，例如 https://www.hotel.example
problem-origin-scheme = 地址应以 https:// 开头。您是指 { $taken } 吗？
problem-origin-more = 请去掉名称后面的部分：{ $taken }
problem-origin-name = “{ $given }”不能作为网站地址。格式如 https://www.hotel.example

## What a website puts on a page

snippet-language = 语言
snippet-mode = 显示位置
snippet-mode-any = 页面中，否则用框架
snippet-mode-inline = 仅在页面中
snippet-mode-frame = 框架中
snippet-mode-plain = 简单表单，不用脚本
snippet-theme = 颜色
snippet-theme-page = 与页面一致
snippet-theme-light = 浅色
snippet-theme-dark = 深色
snippet-loader = 版本
snippet-loader-exact = 固定为 { $version }
snippet-loader-newest = 始终最新
snippet-loader-exact-text = 浏览器只运行这个版本，拒绝其他任何版本。Innkeeper 更新后，表单保持不变，直到您换上新的代码。
snippet-loader-newest-text = 表单随 Innkeeper 一起更新。浏览器会直接运行服务器提供的内容，不作核对。
snippet-plain-text = 不运行任何脚本。这样发送的内容经过的检查较少，因此相应的潜在客人会标记为待查看。
snippet-code = 放到页面上的代码
snippet-code-text = 把它放在表单要出现的位置。其中的表单供不运行脚本的访客使用，并在其余部分加载前占住位置。
snippet-policy = 如果网站发送 Content-Security-Policy
snippet-policy-text = 请网站管理者把这些来源加到已有的指令中。没有该策略的网站无需任何设置。
snippet-copy = 复制
snippet-copy-policy = 复制这些行
snippet-copied = 已复制
snippet-selected = 浏览器不允许自动复制。内容已选中：请按 { $keys }，或轻触后选择“复制”。
snippet-try = 试一试
snippet-try-text = 在您自己的服务器上打开简单表单。在那里发送的内容会成为潜在客人。
snippet-try-go = 打开表单
snippet-about = 密钥
snippet-key = 密钥
snippet-origins = 可用于
snippet-made = 生成于
snippet-version = 表单
snippet-revoked-title = 此密钥已于 { $date } 撤销
snippet-revoked-text = 无法再通过它发送。请从仍有此表单的页面上取下它，或生成新的密钥。
