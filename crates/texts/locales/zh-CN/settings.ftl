### Settings.

settings-title = 设置
settings-tablet = 本平板
settings-language = 语言
settings-singles = 单字母快捷键
settings-singles-text = C、G、/ 和 ? 在输入框外有效。如果您使用语音输入或容易误按，请关闭。
settings-outbox = 本平板：等待发送与已发送的更改
settings-history = 历史记录：在此完成的操作

## Storage

settings-storage = 存储
settings-storage-guests = 本地客人
settings-storage-leads = 本地潜在客人
settings-storage-used = 已用
settings-storage-of = { $used } MB / { $quota } MB
settings-kept = 浏览器会保留此处存储的内容，直到您删除。
settings-not-kept = 浏览器尚未承诺保留此处存储的内容，空间不足时可能会清除。
settings-ask-keep = 请求浏览器保留
settings-keep-yes = 浏览器已同意保留。
settings-keep-no = 浏览器未同意。它会根据使用频率以及应用是否已安装来决定：请安装应用后再次请求。已发送的内容始终安全。
settings-keep-unknown = 无法向此浏览器提出请求。
settings-safari = 在 Safari 标签页中，七天未访问后存储内容会被清除。请将 Innkeeper 添加到主屏幕，即可保留。

## Installing and versions

settings-app = 应用
settings-installed = Innkeeper 已安装在此设备上。
settings-install = 安装 Innkeeper
settings-install-ios = 安装：点按“共享”，再点按“添加到主屏幕”，然后点按“添加”。
settings-install-mac = 安装：在“文件”菜单中选择“添加到程序坞”。
settings-install-android = 安装：打开浏览器菜单，选择“添加到主屏幕”或“安装应用”。
settings-install-desktop = 安装：在 Chrome 或 Edge 中点击地址栏末端的安装图标。其他浏览器可直接使用本页。
settings-version = 版本
settings-build = 构建
settings-reload = 重新加载

## The hotel

settings-hotel = 酒店
settings-hotel-name = 名称
settings-zone = 时区
settings-currency = 货币
settings-choose = 请选择
settings-hotel-missing = 请填写酒店名称。
settings-hotel-fixed = 您的岗位只能查看，不能更改。
# The name of a button that many lines have: what it does, and to whom.
settings-act-on = { $act }：{ $name }
settings-saved = 已保存在本平板

## Sessions

settings-backup = 备份
settings-backup-made = 最近一次 { $at }：{ $file }
settings-backup-same-disk = 备份与数据库在同一块磁盘上：磁盘损坏会同时失去两者。
settings-backup-failed = { $at }：未能备份。{ $error }
settings-backup-none-title = 没有备份
settings-backup-none-text = 酒店的记录只存在服务器的一块磁盘上。平板保留自己的更改七天，之后便会清除。请用另一块磁盘上的备份目录启动服务器。
settings-backup-missing-title = { $count ->
   *[other] 丢失了 { $count } 个预订或咨询
}
settings-backup-missing-text = 它们在所恢复的备份之后得到确认。平板上有的，会在该平板连接时恢复；其余的请查找确认邮件或询问客人。
settings-backup-booking = 预订
settings-backup-enquiry = 咨询
settings-sessions = 登录位置
settings-session-this = 此浏览器
settings-session-seen = 上次使用：{ $time }
settings-session-end = 在该处退出
settings-sign-out-text = 退出登录不会删除尚未发送的更改。没有网络时会锁定本平板，连接到酒店服务器后会话才结束。
settings-needs-network = 此内容来自酒店服务器，目前无法连接。
settings-other-agent = 其他浏览器

## Staff

settings-staff = 员工
settings-staff-add = 添加员工
settings-staff-name = 姓名
settings-staff-roles = 岗位
settings-staff-password = 初始密码
settings-staff-password-hint = 至少 12 个字符，本人可自行更改。
settings-staff-missing = 请填写姓名、邮箱和密码，并至少选择一个岗位。
settings-staff-save = 添加
settings-staff-added = { $name } 现在可以登录。
settings-staff-change = 更改岗位
settings-staff-roles-of = { $name } 的岗位
settings-staff-close = 关闭账户
settings-staff-close-ask = 要关闭 { $name } 的账户吗？
settings-staff-close-text = 对方将在所有位置退出且无法再登录，其写入的内容保留。
settings-staff-closed = 已关闭
settings-staff-keep = 保持开放

## Devices

settings-devices = 平板与电脑
