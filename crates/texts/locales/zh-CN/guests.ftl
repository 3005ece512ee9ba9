### The list of guests.

guests-title = 客人
guests-new = 新建客人
guests-search = 搜索客人
guests-search-example = 姓名、邮箱、电话、编号
guests-columns = 列
guests-match =
    { $count ->
       *[other] { $count } 位客人
    }
guests-took = 在本平板上用时 { $milliseconds } 毫秒
guests-name = 客人
guests-may-we-write = 可否联系
guests-last-stay = 上次入住
guests-next-stay = 下次入住
guests-nights = 间夜
guests-value = 累计消费
guests-nameless = 尚无姓名
guests-two-values = 某项有两个版本
guests-archived = 已归档
guests-empty-title = 尚无客人
guests-empty-text = 导入或预订后会出现在这里，您也可以新建第一位。
guests-no-match = 没有符合“{ $search }”的客人
guests-no-match-text = 每个词都须出现在姓名、邮箱、电话或编号中。
guests-clear-search = 显示全部客人
guests-refused-title = 您的职责不包括查看客人
guests-refused-text = 您负责账号和平板。如果还需要查看客人，请向酒店里负责分配职责的人提出。
