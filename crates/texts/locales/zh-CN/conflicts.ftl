### All fields with two values, decided in one place.

conflicts-title = 两种说法
conflicts-lede = 两个人对同一项资料填写了不同内容。没有丢失任何内容，请选择正确的一项。
conflicts-none = 无需决定
conflicts-none-text = 当两个人对同一项资料填写不同内容时，两者都会保留，并在此询问。
conflicts-decide = 去决定
conflicts-guests = { $count } 位客人有两种说法
conflicts-by-field = 按资料项
conflicts-all-of = 统一选择：{ $field }
conflicts-all-title = 统一选择
conflicts-all-text = { $field }：{ $count } 位客人有两种说法。不适用该选择时，两者都会保留。
conflicts-all-latest = 保留最新的
conflicts-all-mine = 保留本平板的
conflicts-all-theirs = 保留其他设备的
conflicts-all-both = 两者都保留
conflicts-begun = 正在处理。可在历史中查看进度或撤销。
conflicts-keys = 用方向键在客人之间移动。
conflicts-of = { $field }：{ $name }
conflicts-both = 两者都保留
conflicts-both-text = 前后相接
