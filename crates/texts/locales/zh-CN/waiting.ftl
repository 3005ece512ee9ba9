### Enquiries from websites that wait for a person’s look.

waiting-title = 等待查看的咨询
waiting-lede = 这些咨询来自网站，看起来像是程序发送的。发送者不知情：请阅读，并放行真人所写的内容。等待的咨询会在 30 天后删除。
waiting-link = { $count } 条咨询等待查看
waiting-none-title = 没有等待的咨询
waiting-none-text = 网站发来的、看起来由真人所写的内容会立即成为潜在客人。
waiting-nameless = 无姓名
waiting-days = { $from } – { $to }
waiting-from = 来自 { $website }
waiting-trap = 填写了真人看不到的内容。
waiting-token = 表单不是由本服务器发出的。
waiting-too-fast = 发送速度比真人书写更快。
waiting-too-old = 表单打开已超过一天。
waiting-work = 浏览器发送前应完成的计算不正确。
waiting-release = 转为潜在客人
waiting-released = { $name } 现在是潜在客人
waiting-open = 打开潜在客人
waiting-done = 刚刚放行
waiting-discard = 丢弃
waiting-discard-title = 丢弃咨询
waiting-discard-ask = 丢弃 { $name } 的咨询吗？
waiting-discard-text = 它会被删除，也不会有人回复。此操作无法撤回。
waiting-keep = 保留
waiting-refused-title = 您的岗位不处理潜在客人
waiting-refused-text = 如工作需要，请联系酒店里负责岗位设置的同事。
