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
