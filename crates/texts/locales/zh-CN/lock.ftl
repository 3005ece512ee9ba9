### 锁定平板，以及数据的保护方式。

lock-title = 已锁定
lock-text = 这台平板上的内容已加密。解锁即可继续，无需网络。
lock-kept = 已保存和已输入的内容都还在。
lock-passphrase = 密码短语
lock-unlock = 解锁
lock-passkey = 用通行密钥解锁
lock-passkey-name = 通行密钥
lock-passkey-label = Innkeeper，本平板
lock-passkey-left = 未提供通行密钥，请重试。
lock-passkey-unable = 此浏览器或此通行密钥无法解锁平板，请使用密码短语。
lock-wait = 错误次数过多，请在 { $minutes } 分钟后再试。
lock-guest = 客人
lock-now = 立即锁定
lock-protection = 本平板的保护
lock-open-title = 目前只有平板自身的加密在保护这里的数据
lock-open-text = 所有数据都已加密，但密钥由浏览器保存在旁边。若平板没有锁屏，拿到它的人就能看到客人资料。设置密码短语或通行密钥后即可锁定。
lock-closed-text = 这里的数据只能用以下方式打开。酒店服务器不知道它们：如果全部丢失，客人资料会重新复制，未发送的更改将会丢失。
lock-add-passphrase = 设置密码短语
lock-add-passkey = 添加通行密钥
lock-change = 更改
lock-remove = 移除
lock-since = 始于 { $day }
lock-sealing = 正在重新加密之前保存的内容，您可以继续工作。
lock-lease = 每次打开应用时也会要求解锁。
lock-idle = 无操作后自动锁定
lock-hidden = 离开画面后自动锁定
lock-never = 从不
lock-minutes = { $count } 分钟
lock-done = 保护方式已更改。
lock-differs = 两次输入的密码短语不一致。
lock-passphrase-text = 请选择几个别人猜不到的词。它们绝不会离开这台平板。
lock-passkey-text = 密钥由平板或安全密钥保管，用指纹、面容或其 PIN 打开。
lock-remove-text = 此方式将不再能打开平板。若一个都不剩，则不再要求解锁。
lock-current = 当前密码短语
lock-new = 新的密码短语
lock-new-hint = 至少 10 个字符，几个互不相关的词最好。
lock-again = 再次输入
lock-prove-passkey = 会先要求您的通行密钥。
problem-lock-open = 没有密码短语或通行密钥，锁定拦不住任何人。请先设置。
problem-unlock-wrong = 无法打开这台平板，请重试。
problem-unlock-wait = 错误次数过多，请稍候再试。
problem-passphrase-short = 请至少使用 10 个字符。

## 离线期限及其结束

lease-title = 此平板需要连接服务器
lease-text = 上次连接酒店服务器是 { $day }。三天未联系后，在重新连接之前不会显示任何内容。
wiped-title = 此平板已被停用
wiped-text = 酒店的平板管理人员已停用此平板，存储在这里的客人资料已清除。
wiped-kept = 尚未发送的内容已先交给酒店另行保管。
wiped-go = 重新开始
lease-kept =
    { $count ->
        [0] 这里没有等待发送的更改。
       *[other] 这里有 { $count } 项更改等待发送，连接后会发送。
    }
