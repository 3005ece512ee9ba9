### The frame, and words used on several pages.

app-title = { $page } · Innkeeper
app-skip = 跳到正文
app-nav = 主导航
app-nav-guests = 客人
app-nav-sync = 本平板
app-loading = 正在加载
app-close = 关闭
app-cancel = 取消
app-save = 保存
app-undo = 撤销
app-saved-here = 已保存在本平板
app-try-again = 重试
app-language = 语言
app-theme = 颜色
app-theme-system = 跟随系统
app-theme-light = 浅色
app-theme-dark = 深色
app-theme-sunlight = 阳光
app-sign-out-ask = 要退出本平板的登录吗？
app-sign-out-unsent = 有 { $count } 项更改已保存在此，尚未发送。它们会留在本平板上。
app-sign-out-then = 有人在此登录并连接到酒店服务器后，会以原作者的名义发送。
app-sign-out-away = 无法连接酒店服务器：本平板将被锁定，连接恢复后您的登录才会结束。
app-sign-out-stay = 保持登录
app-sign-out = 退出登录
app-not-found-title = 此地址没有内容
app-not-found-text = 客人资料都在。
app-not-found-go = 前往客人列表
app-update-title = 新版本已就绪
app-update-text = 方便时请重新启动。您输入的内容不会丢失。
app-update-go = 立即重启
app-trouble-title = 未能完成
app-trouble-kept = 已保存在本平板的内容都在。
app-name = Innkeeper
app-yes = 是
app-no = 否
app-stopped-title = Innkeeper 已停止
app-stopped-text = 已保存在本平板的内容都在。请重新加载页面。
app-sign-in-title = 请登录以便发送
app-sign-in-text = 您可以继续工作。保存的内容会留在本平板，直到登录。
app-storage-title = 本平板无法存储更改
app-clock-title = 本平板的时钟不准
app-clock-text =
    { $minutes ->
       *[other] 与酒店时钟相差 { $minutes } 分钟。没有丢失任何内容，请校准时钟。
    }
app-notices = 通知
app-demo = 这是演示酒店，客人均为虚构。
app-search = 搜索
app-demo-remove = 移除演示
app-demo-ask = 要移除演示酒店吗？
app-demo-ask-text = 所有客人、住宿和潜在客人都将从所有平板上移除，试用期间添加的也一并移除。平板上尚未发送的内容会保留。之后酒店为空。
app-demo-keep = 保留
app-undone = 已撤销：{ $what }
app-undo-begun = 正在撤销，可在历史记录中查看进度。
app-nothing-to-undo = 没有可撤销的操作。
