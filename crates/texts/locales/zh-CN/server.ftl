### What the hotel’s server says when something did not go as asked.

problem-approval-needed = 需由负责平板的同事同意。请对方用邮箱和密码登录。
problem-wrong-password = 邮箱或密码不正确。
problem-not-allowed = 您的角色无此权限。没有更改任何内容。
problem-not-found = 此地址没有内容，或您的角色无权查看。
problem-no-guests-for-role = 您的角色不能查看客人，因此没有复制任何内容。
problem-sign-in = 请登录。已保存在本平板的内容都在。
problem-unknown-device = 酒店服务器不认识本平板，请重新设置。
problem-device-name = 请给平板取一个名称。没有更改任何内容。
problem-device-revoked = 本平板已停用，请联系负责平板的同事。
problem-too-often = 操作过于频繁，请稍候再试。
problem-too-large = 内容超过服务器一次可接收的大小。
problem-busy = 酒店服务器繁忙，将自动重试。
problem-server = 酒店服务器出现故障。已保存在本平板的内容都在，将自动重试。
problem-method = 此地址不支持该用法。
problem-foreign-origin = 请求来自其他网站，未予执行。
problem-unreadable-request = 服务器无法读取请求。没有更改任何内容。
problem-password-short = 请选择至少 12 个字符的密码。
problem-password-long = 请选择较短的密码。
problem-password-common = 许多人使用此密码，请另选一个。
problem-password-own = 请选择不含您姓名或邮箱的密码。
problem-sync-gap = 部分更改需重新发送，将自动完成。
problem-sync-epoch = 酒店记录已重新开始。本平板将自动核对并补发缺失内容。
problem-sync-reproject = 您的角色已更改。客人资料将重新复制，未发送的内容会保留。
problem-sync-snapshot = 本平板离线较久。您可以继续工作，客人资料将重新复制。
problem-sync-upgrade = 此应用版本过旧，无法读取酒店发来的内容。您保存的内容仍会发送。
problem-aside-not-by-word = 此更改并非因平板或作者停用而单独保留，无法采纳；有权限的人可以重新录入。
problem-aside-does-not-fold = 此更改所属的记录不存在或已被删除。未作任何更改。
problem-carry-no-file = 这不是未发送更改的文件。请选择以 .innkeeper 结尾的文件。
problem-export-reason = 请用不超过 500 个字符说明文件用途。未导出任何内容。
problem-export-rule = 条件有误。未导出任何内容。
problem-export-nobody = 服务器上没有符合条件的客人。未导出任何内容。
problem-export-many = 一个文件将包含超过 5,000 位客人。未导出任何内容；请缩小条件。
problem-carry-newer = 此文件由较新版本的 Innkeeper 生成。请先更新酒店服务器，并保留该文件。
problem-carry-other-hotel = 此文件属于另一家酒店。没有接收任何内容。
problem-carry-damaged = 文件已损坏，未再接收内容。请在原平板上重新保存。
problem-carry-gap = 该平板更早的更改尚缺。请先带入之前保存的文件，或让该平板自行连接。

## Staff, the first start, the demo

problem-staff-no-name = 请填写姓名，最多200个字符。
problem-staff-address = 请填写登录用的邮箱地址。
problem-staff-no-role = 请至少选择一个角色。
problem-staff-taken = 此邮箱已有账户。
problem-staff-oneself = 您不能关闭自己的账户，可请负责员工账户的同事关闭。
problem-staff-last-admin = 这样将无人负责员工与平板。请先将 IT 管理员角色授予其他人。
problem-space-unknown = 没有这家分店。
problem-space-none = 至少需要一家分店。
problem-first-run-over = 此酒店已设置完成，请登录。
problem-first-run-code = 从其他设备创建首个账户时，请使用服务器启动时显示的带代码的地址。
problem-hotel-name = 请为酒店填写名称，最多 200 个字符。
problem-zone-unknown = 请从列表中选择时区。
problem-currency-unknown = 请从列表中选择货币。
problem-peer-unknown = 该请求没有由此处已连接的系统签名，或其时钟相差超过五分钟。
problem-reservation-number = 预订需要带有它在贵方系统中的编号，最多 100 个字符。
problem-reservation-days = 新预订需要入住日期和晚于它的离店日期。
problem-reservation-nobody = 新预订需要一位有姓名、电子邮箱或电话的客人。
problem-reservation-unknown = 这里没有可以取消的这笔预订。
problem-reservation-field = 请求中有预订没有的字段。没有任何更改。
problem-no-demo = 这些客人是真实的，没有可移除的演示数据。
problem-hotel-offer = 这些房型、价格或规则无法使用，未做任何更改。
problem-mail-not-failed = 只有已放弃的邮件才能重试。这封邮件已经发送，或正在发送途中。
problem-hotel-changed = 其间有人更改了酒店的销售内容。未做任何更改，您输入的内容仍在此处。
problem-hotel-logo = 此文件不能用作标志。请选择不超过256 KB、每边不超过4000像素的PNG、JPEG或WebP图片。

## The page of whoever is not signed in

page-description = 酒店的客人资料，保存在酒店自己的设备上。请登录查看。

## Headings of the exported table that are no field of the guest

export-record = 记录编号
export-archived = 已归档
export-marketing-email = 电子邮件优惠资讯
