### 针对客人的规则：推算出的字段、运算词、入住次数的要求，以及规则中可能的问题。

## 由客人档案推算的字段

segment-field-stays = 住宿记录
segment-field-stay-count = 入住次数
segment-field-nights = 晚数
segment-field-spend = 累计消费
segment-field-last-stay = 上次入住
segment-field-days-since-stay = 距上次入住的天数
segment-field-next-stay = 下次入住
segment-field-recency = 最近度（1–5）
segment-field-frequency = 频率（1–5）
segment-field-monetary = 消费（1–5）
segment-field-rfm = RFM 分组
segment-field-light = 能否联系
segment-field-consents = 同意情况
segment-field-interactions = 往来记录
segment-field-birthday = 住宿期间过生日
segment-field-standing = 目前的答复
segment-field-segment = 客群

## 字段与值之间的运算词

operator-equal = 是
operator-not-equal = 不是
operator-in = 是其中之一
operator-not-in = 不是其中任何一个
operator-less = 少于
operator-at-most = 至多
operator-more = 多于
operator-at-least = 至少
operator-between = 介于
operator-not-between = 不介于
operator-contains = 包含
operator-does-not-contain = 不包含
operator-begins-with = 开头是
operator-does-not-begin-with = 开头不是
operator-ends-with = 结尾是
operator-does-not-end-with = 结尾不是
operator-not-null = 已填写
operator-null = 未填写
operator-on = 是这一天
operator-not-on = 不是这一天
operator-within = 在此期间
operator-not-within = 不在此期间
operator-before = 早于
operator-until = 不晚于
operator-after = 晚于
operator-since = 不早于
operator-has-any = 有其中之一
operator-has-none = 一个也没有

## 须有多少次住宿符合

rule-match-some = 至少一次
rule-match-none = 一次也没有
rule-match-at-least = 至少
rule-match-at-most = 至多
rule-match-exactly = 正好
rule-match-all = 每一次

rule-function-sum = 合计
rule-function-avg = 平均
rule-function-min = 最低
rule-function-max = 最高
rule-function-first = 最早
rule-function-last = 最晚
rule-function-distinct = 不同取值的数量：

## 从今天算起的时间单位

rule-unit-day =
    { $count ->
       *[other] 天
    }
rule-unit-week =
    { $count ->
       *[other] 周
    }
rule-unit-month =
    { $count ->
       *[other] 个月
    }
rule-unit-year =
    { $count ->
       *[other] 年
    }

## 规则中的问题

rule-problem-unreadable = 无法读取此规则。
rule-problem-part = 此行由更新的版本创建，在此无法读取。
rule-problem-field = 没有名为“{ $about }”的字段。
rule-problem-operator = “{ $about }”不适用于此字段。
rule-problem-value-missing = 请填写要查找的内容。
rule-problem-value = “{ $about }”不适合此字段。
rule-problem-code = “{ $about }”不在此字段的列表中。
rule-problem-match = “{ $about }”需要单独的条件组：多少次，以及每次须符合什么。
rule-problem-threshold = 请填写次数。
rule-problem-function = “{ $about }”无法这样计算。
rule-problem-value-source = 目前还不能比较两个字段。
rule-problem-muted = 此部分已关闭。
rule-problem-property = 此版本无法识别“{ $about }”。
rule-problem-segment = 没有可在此使用的客群“{ $about }”。
rule-problem-circle = 这些客群互相引用，形成了循环。
