### What the hotel’s server says when something did not go as asked.

problem-approval-needed = 需由负责平板的同事同意。请对方用邮箱和密码登录。
problem-wrong-password = 邮箱或密码不正确。
problem-not-allowed = 您的角色无此权限。没有更改任何内容。
problem-not-found = 此地址没有内容，或您的角色无权查看。
problem-no-guests-for-role = 您的角色不能查看客人，因此没有复制任何内容。
problem-sign-in = 请登录。已保存在本平板的内容都在。
problem-unknown-device = 酒店服务器不认识本平板，请重新设置。
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
problem-sync-epoch = 酒店记录已恢复。本平板将自动核对并补发缺失内容。
problem-sync-reproject = 您的角色已更改。客人资料将重新复制，未发送的内容会保留。
problem-sync-snapshot = 本平板离线较久。您可以继续工作，客人资料将重新复制。
