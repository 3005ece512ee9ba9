### Settings.

settings-title = 设置
