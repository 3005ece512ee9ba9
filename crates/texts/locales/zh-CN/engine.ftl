# 引擎和酒店服务器在操作未能完成时的说明。

problem-consent-text-unknown = 此同意文本尚未到达本设备。没有记录任何内容。请等客人资料更新后再询问。
problem-file-not-taken = 浏览器未能交出该文件。没有丢失任何内容。请重试。
problem-guest-not-here = 本设备上没有这位客人。没有更改任何内容。请等客人资料更新后再试。
problem-not-enrolled = 本设备尚未存有酒店的客人资料。没有保存任何内容。请先完成设置。
problem-server-not-reached = 无法连接酒店服务器。请在有网络时再试。
problem-server-refused = 酒店服务器没有接受此操作。本设备上的内容没有丢失。请刷新页面后再试。
problem-sign-in-first = 请先登录。本设备上已保存的内容仍在这里。
problem-undo-changed-since = 此后已有人更改过。没有撤销任何内容。
problem-undo-not-possible = 此操作已无法撤销。没有更改任何内容。
problem-unsent-no-key = 本平板尚不知道酒店的文件密钥，下次连接酒店服务器时即可获得。没有丢失任何内容。
problem-unsent-nothing = 没有可存为文件的内容：这里没有待发送的更改。
problem-value-not-taken = 有一项内容过长或类型不对。没有保存任何内容。请缩短或更正后再保存。
problem-work-going-on = 批量更改客人资料仍在进行。请等待其完成，或将其停止。
problem-storage-blocked = 另一个标签页仍打开着旧版本的 Innkeeper。请关闭它，然后刷新本页。没有丢失任何内容。
problem-storage-full = 本设备空间已满。更改没有保存。请腾出空间后再保存。
problem-storage-lost = 浏览器的存储暂时中断。之前保存的内容是安全的。请刷新页面后再保存。
problem-storage-newer = 较新版本的 Innkeeper 已在此存储客人资料。请刷新页面以使用新版本。没有丢失任何内容。
problem-storage-other-tab = 另一个标签页已接手发送。没有丢失任何内容。
problem-storage-rescued = 浏览器的存储没有接受此更改。它已保存在本设备的备用文件中，并会尽快存入。请保持此标签页打开。
problem-storage-stalled = 浏览器的存储没有响应。更改可能没有保存。请保持此标签页打开并再试一次。
problem-storage-unread = 浏览器未交出此处存储的内容。系统每秒会再次请求；没有丢失任何内容。

problem-quarantine-author-revoked = 做出此更改的人当时已不在本酒店工作。服务器将其另行保管。
problem-quarantine-bad-value = 有一项内容过长或类型不对。服务器将此更改另行保管。
problem-quarantine-device-revoked = 本设备已停用。服务器将此更改另行保管。
problem-quarantine-final-entry = 同意决定和积分记录不能更正，只能追加新的一条。服务器将此更改另行保管。
problem-quarantine-house-field = 此字段只能由酒店系统写入。服务器将此更改另行保管。
problem-quarantine-not-allowed = 您的角色不允许此更改。服务器将其另行保管。请询问设备管理人员。
problem-quarantine-not-covered = 本设备可兑换的积分不足。服务器将此更改另行保管。
problem-quarantine-unknown-entry = 要更正的记录不存在。服务器将此更改另行保管。
problem-quarantine-unknown-record = 所属的客人不存在。服务器将此更改另行保管。
problem-quarantine-unsupported = 酒店服务器尚不支持此类更改。服务器将其另行保管。
problem-change-not-aside = 此更改已不在单独保留之列。没有任何更改。
problem-nothing-to-choose = 没有适用该选择的内容。没有任何更改。
