### Names of records and fields, and of the codes they hold. The ids come from the field table.

## Records

entity-guest = 客人
entity-stay = 入住
entity-interaction = 往来
entity-consent = 同意记录
entity-consent-text = 同意书文本
entity-loyalty = 会员积分
entity-lead = 潜在客人
entity-staff = 员工
entity-device = 平板或电脑
entity-segment = 客群
entity-list-view = 已存视图
entity-property = 酒店

## Guest

field-guest-number = 客人编号
field-guest-name-prefix = 称谓
field-guest-given-name = 名
field-guest-middle-name = 中间名
field-guest-surname = 姓
field-guest-surname2 = 第二姓氏
field-guest-name-suffix = 姓名后缀
field-guest-native-name = 其他文字姓名
field-guest-gender = 性别
field-guest-birth-date = 生日
field-guest-nationality = 国籍
field-guest-language = 使用语言
field-guest-profession = 职业
field-guest-email = 邮箱
field-guest-phone = 电话
field-guest-more-emails = 其他邮箱
field-guest-more-phones = 其他电话
field-guest-address-line1 = 街道地址
field-guest-address-line2 = 地址第二行
field-guest-city = 城市
field-guest-postal-code = 邮政编码
field-guest-country = 国家或地区
field-guest-vip = 贵宾代码
field-guest-company-name = 公司
field-guest-dietary = 饮食
field-guest-allergies = 过敏
field-guest-accessibility = 无障碍需求
field-guest-preferences = 偏好
field-guest-tags = 标签
field-guest-car-registration = 车牌号
field-guest-owner = 负责人
field-guest-restricted = 限制接待
field-guest-restriction-reason = 限制原因
field-guest-stage = 阶段
field-guest-source = 来源
field-guest-external-ref = 其他系统编号
field-guest-may-be = 可能是同一人
field-guest-not-duplicate-of = 不是同一人
code-guest-gender-female = 女
code-guest-gender-male = 男
code-guest-gender-other = 其他
code-guest-stage-potential = 潜在
code-guest-stage-first-time = 首次
code-guest-stage-opportunity = 机会
code-guest-stage-long-term = 长期
code-guest-stage-loyal = 忠诚
code-guest-stage-dormant = 休眠
code-guest-stage-lost = 流失

## Stay

field-stay-confirmation-number = 确认号
field-stay-channel-number = 渠道编号
field-stay-guest = 客人
field-stay-property = 酒店
field-stay-status = 状态
field-stay-booked-on = 预订日期
field-stay-cancelled-on = 取消日期
field-stay-arrival = 入住日期
field-stay-departure = 离店日期
field-stay-room-type-booked = 预订房型
field-stay-room-type-charged = 计费房型
field-stay-room-number = 房号
field-stay-adults = 成人
field-stay-children = 儿童
field-stay-board = 餐食
field-stay-market-segment = 细分市场
field-stay-channel = 预订渠道
field-stay-travel-agent = 旅行社
field-stay-company = 公司
field-stay-customer-type = 客源类型
field-stay-rate-plan = 房价计划
field-stay-rate-per-night = 每晚房价
field-stay-total = 总价
field-stay-currency = 货币
field-stay-deposit = 押金
field-stay-special-requests-count = 特殊要求
field-stay-parking = 停车位
field-stay-external-ref = 其他系统编号
field-stay-notes = 本次入住备注
code-stay-status-inquiry = 询问
code-stay-status-optional = 暂留
code-stay-status-confirmed = 已预订
code-stay-status-in-house = 在住
code-stay-status-checked-out = 已离店
code-stay-status-cancelled = 已取消
code-stay-status-no-show = 未到店

## Contact

field-interaction-type = 类型
field-interaction-direction = 方向
field-interaction-channel = 渠道
field-interaction-subject = 主题
field-interaction-body = 内容
field-interaction-at = 时间
field-interaction-user = 经手人
field-interaction-department = 部门
field-interaction-outcome = 结果
field-interaction-followup-at = 后续跟进
field-interaction-private = 仅自己可见
code-interaction-type-call = 电话
code-interaction-type-email = 邮件
code-interaction-type-sms = 短信
code-interaction-type-whatsapp = WhatsApp
code-interaction-type-meeting = 会面
code-interaction-type-visit = 到访
code-interaction-type-note = 备注
code-interaction-type-social = 社交媒体
code-interaction-type-web = 网站
code-interaction-type-survey = 满意度调查
code-interaction-type-campaign = 营销活动
code-interaction-type-stay = 入住
code-interaction-direction-inbound = 客人来
code-interaction-direction-outbound = 发给客人
code-interaction-direction-internal = 内部

## Consent

field-consent-guest = 客人
field-consent-lead = 潜在客人
field-consent-purpose = 用途
field-consent-channel = 方式
field-consent-decision = 答复
field-consent-lawful-basis = 法律依据
field-consent-text = 文本
field-consent-text-id = 文本名称
field-consent-text-version = 文本版本
field-consent-text-locale = 文本语言
field-consent-text-sha256 = 文本指纹
field-consent-controller = 征询方
field-consent-source = 征询途径
field-consent-source-detail = 具体来源
field-consent-collector = 征询人
field-consent-device = 设备
field-consent-method = 表达方式
field-consent-witness = 见证人
field-consent-occurred-at = 时间
field-consent-recorded-at = 送达服务器
field-consent-evidence = 凭证
field-consent-jurisdiction = 适用法律
field-consent-expires-at = 到期
field-consent-previous = 上一次答复
code-consent-purpose-marketing = 资讯与优惠
code-consent-purpose-loyalty = 会员计划
code-consent-purpose-survey = 住后调查
code-consent-purpose-tracking = 网站访问
code-consent-purpose-profiling = 个性化推荐
code-consent-purpose-partner = 合作伙伴优惠
code-consent-purpose-transactional = 入住相关消息
code-consent-channel-email = 电子邮件
code-consent-channel-sms = 短信
code-consent-channel-phone = 电话
code-consent-channel-post = 邮寄
code-consent-channel-whatsapp = WhatsApp
code-consent-channel-push = 推送通知
code-consent-channel-web = 网站
code-consent-decision-granted = 同意
code-consent-decision-refused = 拒绝
code-consent-decision-withdrawn = 已撤回
code-consent-decision-pending = 待确认
code-consent-decision-expired = 已到期
code-consent-lawful-basis-consent = 同意
code-consent-lawful-basis-contract = 合同
code-consent-lawful-basis-legal-obligation = 法定义务
code-consent-lawful-basis-legitimate-interest = 正当利益
code-consent-source-widget = 网站表单
code-consent-source-fair = 展会
code-consent-source-staff = 员工
code-consent-source-import = 导入
code-consent-method-tick = 勾选
code-consent-method-signature = 签名
code-consent-method-double-opt-in = 邮件确认
code-consent-method-verbal = 口头
code-consent-method-unsubscribe = 退订
code-consent-method-import = 导入
consent-standing-granted = 同意
consent-standing-refused = 拒绝
consent-standing-withdrawn = 已撤回
consent-standing-pending = 待确认
consent-standing-expired = 已到期
consent-standing-not-asked = 未询问
consent-light-yes = 可发邮件
consent-light-stays-only = 仅限入住
consent-light-no = 不可
consent-light-not-asked = 未询问
field-wording-text-id = 文本名称
field-wording-version = 版本
field-wording-locale = 语言
field-wording-sha256 = 指纹
field-wording-purpose = 用途
field-wording-text = 文本
code-wording-purpose-marketing = 资讯与优惠
code-wording-purpose-loyalty = 会员计划
code-wording-purpose-survey = 住后调查
code-wording-purpose-tracking = 网站访问
code-wording-purpose-profiling = 个性化推荐
code-wording-purpose-partner = 合作伙伴优惠
code-wording-purpose-transactional = 入住相关消息

## Points

field-loyalty-points = 积分
field-loyalty-reason = 原因
field-loyalty-reference = 事由
field-loyalty-device = 设备
code-loyalty-reason-earned = 获得
code-loyalty-reason-redeemed = 兑换
code-loyalty-reason-adjusted = 更正
code-loyalty-reason-expired = 过期
code-loyalty-reason-allowance = 预留给设备

## Lead

field-lead-name-prefix = 称谓
field-lead-given-name = 名
field-lead-surname = 姓
field-lead-native-name = 本国文字姓名
field-lead-company-name = 公司
field-lead-job-title = 职位
field-lead-email = 邮箱
field-lead-phone = 电话
field-lead-city = 城市
field-lead-country = 国家或地区
field-lead-language = 使用语言
field-lead-source = 来源
field-lead-source-detail = 具体来源
field-lead-captured-at = 结识时间
field-lead-captured-by = 结识人
field-lead-interests = 兴趣
field-lead-travel-period = 出行时间
field-lead-room-nights = 间夜数
field-lead-budget = 预算
field-lead-currency = 货币
field-lead-grade = 热度
field-lead-status = 状态
field-lead-next-step = 下一步
field-lead-first-followup-at = 首次跟进
field-lead-owner = 负责人
field-lead-duplicate-of = 重复于
field-lead-converted-to = 已转为客人
field-lead-tags = 标签
field-lead-notes = 备注
code-lead-source-trade-show = 展会
code-lead-source-website = 网站
code-lead-source-referral = 推荐
code-lead-source-agent = 代理商
code-lead-source-walk-in = 自行到店
code-lead-source-phone = 电话
code-lead-source-import = 导入
code-lead-source-campaign = 营销活动
code-lead-interests-group = 团队
code-lead-interests-mice = 会议
code-lead-interests-fit = 散客系列
code-lead-interests-corporate = 商务
code-lead-interests-wedding = 婚礼
code-lead-interests-leisure = 度假
code-lead-grade-a = A，24 小时内
code-lead-grade-b = B，48 小时内
code-lead-grade-c = C，本月内
code-lead-grade-d = D，仅保留
code-lead-status-new = 新
code-lead-status-working = 跟进中
code-lead-status-qualified = 合格
code-lead-status-unqualified = 不合格
code-lead-status-converted = 已转为客人

## Staff and devices

field-staff-name = 姓名
field-staff-email = 邮箱
field-staff-roles = 角色
field-staff-department = 部门
field-staff-language = 语言
field-staff-active = 在职
role-sales = 销售
role-service = 宾客服务
role-director = 营销主管
role-analyst = 行销分析师
role-campaign = 活动经理
role-segment = 细分经理
role-channel = 渠道经理
role-privacy = 隐私官
role-it-admin = IT 管理员
code-staff-roles-sales = 销售
code-staff-roles-service = 宾客服务
code-staff-roles-director = 营销主管
code-staff-roles-analyst = 行销分析师
code-staff-roles-campaign = 活动经理
code-staff-roles-segment = 细分经理
code-staff-roles-channel = 渠道经理
code-staff-roles-privacy = 隐私官
code-staff-roles-it-admin = IT 管理员
field-device-name = 名称
field-device-number = 编号
field-device-kind = 类型
field-device-enrolled-at = 启用时间
field-device-enrolled-by = 启用人
field-device-revoked = 已停用
code-device-kind-desktop = 电脑
code-device-kind-tablet = 平板
code-device-kind-phone = 手机

## 客群

field-segment-name = 名称
field-segment-description = 用途
field-segment-rule = 条件
field-segment-versions = 以前的条件

## 已存视图

field-list-view-name = 名称
field-list-view-rule = 筛选条件
field-list-view-sort = 排序方式
field-list-view-columns = 显示列
field-list-view-shared = 所有人可用
field-list-view-owner = 创建人

## 酒店

field-property-name = 酒店名称
field-property-zone = 时区
field-property-currency = 货币
