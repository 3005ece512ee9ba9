### Search everywhere, shortcuts, and what was done on this device.

history-title = 历史记录
history-text = 最近 30 天在本平板上的操作。可以撤销的操作旁有按钮。
history-empty = 这里还没有任何操作。
history-empty-text = 每次保存后，更改都会显示在这里。
history-many =
    { $count ->
       *[other] { $count } 位客人
    }
history-undone = 已撤销
history-final = 无法撤销
history-undo-of = 撤销：{ $what }
history-at-work = 正在撤销 { $done } / { $of }
history-work = 已完成 { $done } / { $of }
history-stop = 停止
history-all = 完整页面

## Search over everything

find-title = 搜索全部
find-example = 姓名、邮箱、电话、编号或要做的事
find-guests = 客人
find-leads = 潜在客人
find-segments = 客群
find-recent = 最近打开
find-pages = 页面
find-actions = 操作
find-none = 未找到
find-none-text = 请减少输入的文字，或输入电话号码中的数字。
find-count =
    { $count ->
       *[other] { $count } 个结果
    }
find-new-segment = 新建客群
find-theme = 颜色：{ $name }
find-language = 语言：{ $name }
find-hint = 方向键选择，Enter 打开，Esc 关闭

## Shortcuts

shortcuts-title = 键盘快捷键
shortcuts-off = 单字母快捷键已在设置中关闭。
shortcuts-then = 然后
shortcut-find = 搜索全部
shortcut-undo = 撤销上一步操作
shortcut-new-lead = 新建潜在客人
shortcut-search = 在本页搜索
shortcut-list = 显示快捷键
shortcut-today = 前往今日
shortcut-guests = 前往客人
shortcut-leads = 前往潜在客人
shortcut-segments = 前往客群
shortcut-lock = 锁定平板
shortcut-rows = 上一行或下一行
shortcut-ends = 第一行或最后一行
shortcut-open = 打开该行
