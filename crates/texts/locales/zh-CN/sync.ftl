### On this tablet: what waits and what was sent.

sync-title = 本平板
sync-pill-sent = 全部已发送
sync-pill-here = 本平板有 { $count } 项
sync-pill-sending = 正在发送 { $done } / { $of }
sync-pill-needs =
    { $count ->
       *[other] { $count } 项待您处理
    }
sync-nothing-waits = 您保存的内容已全部送达酒店。
sync-waiting =
    { $count ->
       *[other] 有 { $count } 项更改已保存在此，尚未发送。您可以关闭应用或平板，不会丢失任何内容。
    }
sync-try-now = 立即尝试
sync-outbox = 您的更改
sync-empty = 保存更改后会显示在这里。
sync-sending = 正在发送
sync-sent = 已发送
sync-needs = 待您处理
sync-needs-kept = 该更改由酒店保留，没有丢失。
sync-open-guest = 打开客人
sync-sent-today =
    { $count ->
       *[other] 今天已发送 { $count } 项。
    }
sync-size = 待发送 { $kilobytes } KB。
sync-made-guest = 新建客人
sync-captured-lead = 记录了潜在客人
sync-made-segment = 新建了客群
sync-made-list-view = 保存了视图
sync-changed = 已更改：{ $fields }
sync-added-note = 已添加备注
sync-amended-note = 已更正备注
sync-retracted-note = 已撤回备注
sync-recorded-consent = 同意：{ $decision }
sync-archived = 已归档
sync-restored = 已恢复
sync-other = 其他更改：{ $kind }
sync-connection = 连接
sync-last-contact = 酒店服务器上次应答
sync-next-try = 下次尝试
sync-never = 打开此页面后尚未
sync-safe = 没有网络时一切照常，稍后自动发送。
sync-settings = 本平板设置
sync-sign-out-text = 退出登录不会删除未发送的更改。
sync-nothing-needs = 没有待您处理的内容。
sync-only = 显示
sync-only-all = 全部
sync-only-waiting = 未发送 { $count }
sync-only-needs = 待处理 { $count }
sync-more = 显示更多
sync-item-size = { $kilobytes } KB
sync-save-anew = 重新保存
sync-let-go = 放弃
sync-let-go-done = 已放弃
sync-take-up = 恢复处理
sync-taken-up = 已恢复处理
sync-next-in = { $seconds } 秒后
sync-storage = 此处的存储
sync-storage-kept = 受保护
sync-storage-not-kept = 未受保护
sync-carry = 通过另一台平板
sync-carry-text = 如果本平板无法连接酒店，可将未发送的内容存为文件，再在另一台平板上带入。只有酒店能读取该文件。
sync-carry-save = 存为文件
sync-carry-nothing = 没有可存为文件的内容：这里没有待发送的更改。
sync-carry-saved =
    { $count ->
       *[other] 文件 { $name } 中有 { $count } 项更改。请在另一台平板的此页面带入。更改仍保留在此，直到酒店收到；不会重复计入。
    }
sync-carry-bring = 带入文件
sync-carry-drop = 也可将文件拖放到此处。
sync-carry-going = 正在送往酒店：{ $name }
sync-carry-done =
    { $count ->
        [0] { $tablet } 文件中的内容此前已全部送达酒店。
       *[other] { $tablet } 的 { $count } 项更改已送达酒店。
    }
