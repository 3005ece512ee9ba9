### The page of today.

today-title = 今日
today-morning = { $name }，早上好
today-afternoon = { $name }，下午好
today-evening = { $name }，晚上好

## The opening sentence: parts, joined as the language joins lists

today-opening = { $list }。
today-quiet = 今天没有待办事项。
today-say-arrivals =
    { $count ->
       *[other] { $count } 位客人抵店
    }
today-say-late =
    { $count ->
       *[other] { $count } 条回复已逾期
    }
today-say-due =
    { $count ->
       *[other] { $count } 条回复须在 { $time } 前完成
    }
today-say-two-values =
    { $count ->
       *[other] { $count } 位客人的同一项资料有两种说法
    }

## Arrivals

today-arriving = 今日抵店
today-arrivals-sheet = 抵店表
today-more-arrivals =
    { $count ->
       *[other] 还有 { $count } 位抵店
    }
today-no-arrivals = 今天没有客人抵店。
today-house = 今晚在店 { $house } 位，今日离店 { $departures } 位。
today-first-stay = 首次入住
today-stay = 第 { $number } 次入住
today-birthday = { $day } 生日
today-until = 至 { $day }
today-print = 打印

## Replies

today-replies = 待回复
today-all-leads = 全部潜在客人
today-no-replies = 没有待回复的潜在客人。
today-more-replies =
    { $count ->
       *[other] 还有 { $count } 条
    }
today-minutes-left = 还剩 { $amount } 分钟
today-hours-left = 还剩 { $amount } 小时
today-days-left = 还剩 { $amount } 天
today-minutes-late = 逾期 { $amount } 分钟
today-hours-late = 逾期 { $amount } 小时
today-days-late = 逾期 { $amount } 天

## The other cards

today-captured = 最近记录
today-no-leads = 记录潜在客人后会显示在这里。
today-to-finish = 待补充
today-waiting = 在本平板等待发送
today-open-outbox = 查看更改
today-two-values = 同一项资料有两种说法
