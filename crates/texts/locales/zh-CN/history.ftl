### Search everywhere, shortcuts, and what was done on this device.

history-title = 历史记录
