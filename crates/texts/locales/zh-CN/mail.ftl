### The outbox of mails.

mail-title = 邮件
mail-lede = 预订网站写给客人的邮件，最新的在前。
mail-text = 已发给客人的与等待发送的
mail-no-server-title = 未指定邮件服务器，因此不会发出邮件
mail-no-server-text = 邮件会写好并在此等待；客人在预订页面上会看到邮件未发送。请把邮件服务器的地址写入文件，并用以下参数启动 Innkeeper
mail-no-site-title = 此处未提供预订网站
mail-no-site-text = 只有预订网站会写邮件。请用它的地址和邮件服务器启动 Innkeeper：
mail-list = 发件箱
mail-none-title = 还没有邮件
mail-none-text = 有人在预订网站上预订或取消时，发给他们的邮件会在这里。
mail-waiting = 等待
mail-sent = 已发送
mail-failed = 已放弃
mail-held = 已扣留
mail-tries =
    { $count ->
        [0] 尚未尝试
       *[other] 已尝试 { $count } 次
    }
mail-next = 下次尝试：{ $at }
mail-next-soon = 下次尝试：现在
mail-held-text = 该地址今天已收到三封邮件。
mail-error = 上次尝试的结果：{ $error }
mail-retry = 重试
mail-retried = 正在重新发送给 { $to } 的邮件。
mail-refused-title = 您的岗位看不到邮件
mail-refused-text = 如有客人在等邮件，请联系负责酒店设置的同事。
