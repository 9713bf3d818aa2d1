/** Non-food goods of every day: household, care, baby. All of it bears 13 % VAT. */

import { babyMakers, carers, cleaners, importedCare } from '../makers.ts'
import { bundled, grams, millilitres, named, pieces, type Shelf, words } from '../vocabulary.ts'

const liquidPacks = [...millilitres(1000, 500, 1000, 2000, 3000), ...bundled(2, millilitres(1000, 1000))]
const sprayPacks = millilitres(500, 300, 500, 750)
const tissuePacks = [
  ...pieces('抽', 'sheets', 100, 130, 300),
  ...bundled(10, pieces('抽', 'sheets', 100, 120)),
]
const rollPacks = pieces('卷', 'rolls', 10, 12, 20, 27)
const scents = words(
  '薰衣草 Lavender, 柠檬 Lemon, 樱花 Cherry Blossom, 清新 Fresh, 茶香 Tea, 无香 Fragrance-free, 海洋 Ocean, 栀子花 Gardenia',
)
const plies = words('三层 3-ply, 四层 4-ply, 五层 5-ply, 竹浆 Bamboo, 无香 Fragrance-free, 湿水 Wet-strength')
const strengths = words(
  '加厚 Extra-thick, 家用 Household, 可降解 Degradable, 抽绳 Drawstring, 大号 Large, 经济 Value',
)

const washPacks = millilitres(400, 80, 200, 400, 750, 1000)
const creamPacks = grams(50, 15, 30, 50, 80)
const pastePacks = [...grams(120, 40, 90, 120, 180), ...bundled(2, grams(120, 120))]
const botanicals = words(
  '玫瑰 Rose, 绿茶 Green Tea, 海盐 Sea Salt, 牛奶 Milk, 茶树 Tea Tree, 樱花 Cherry Blossom, 椰子 Coconut, 无香 Fragrance-free',
)
const skinKinds = words(
  '保湿 Hydrating, 清爽 Light, 舒缓 Soothing, 控油 Oil-control, 紧致 Firming, 亮肤 Brightening, 敏感肌 Sensitive',
)
const hairKinds = words(
  '去屑 Anti-dandruff, 柔顺 Smoothing, 蓬松 Volumising, 修护 Repair, 控油 Oil-control, 生姜 Ginger, 无硅油 Silicone-free',
)
const toothKinds = words(
  '薄荷 Mint, 美白 Whitening, 防蛀 Cavity-care, 抗敏 Sensitive, 茶香 Tea, 儿童草莓 Kids Strawberry, 小苏打 Baking-soda',
)
const softness = words('软毛 Soft, 超细 Extra-fine, 中毛 Medium, 竹炭 Charcoal, 宽头 Wide-head, 儿童 Kids')
const padKinds = words(
  '日用 Day, 夜用 Night, 加长夜用 Long Night, 护垫 Liner, 棉柔 Cotton-soft, 超薄 Ultra-thin',
)
const razorKinds = words(
  '三层刀片 3-blade, 五层刀片 5-blade, 润滑条 Lubricating, 敏感肌 Sensitive, 旅行 Travel',
)

const nappySizes = named(
  'S码64片 S 64 pcs 0.9, M码60片 M 60 pcs 0.95, L码54片 L 54 pcs 1, XL码48片 XL 48 pcs 1, XXL码42片 XXL 42 pcs 1',
)
const nappyKinds = words(
  '超薄 Ultra-thin, 柔软 Soft, 夜用 Overnight, 透气 Breathable, 云柔 Cloud, 夏日 Summer',
)
const mildness = words('舒缓 Soothing, 无香 Fragrance-free, 山茶油 Camellia, 燕麦 Oat, 洋甘菊 Chamomile')
const babyFlavours = words(
  '原味 Original, 苹果 Apple, 香蕉 Banana, 南瓜 Pumpkin, 胡萝卜 Carrot, 紫薯 Purple Yam, 牛肉 Beef',
)
const stages = words('1段 Stage 1, 2段 Stage 2, 3段 Stage 3, 4段 Stage 4, 有机3段 Organic Stage 3')
const colours = words('粉色 Pink, 蓝色 Blue, 米色 Beige, 绿色 Green, 黄色 Yellow, 小熊 Bear, 小兔 Bunny')

export const household: Shelf = {
  department: 'household',
  share: 8,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: cleaners,
  products: [
    ['洗衣液', 'Laundry Liquid', 1980, liquidPacks, scents],
    ['洗衣凝珠', 'Laundry Capsules', 2980, pieces('颗', 'pcs', 30, 15, 52), scents],
    ['洗衣粉', 'Washing Powder', 1580, grams(1000, 508, 1000, 1680), scents],
    ['柔顺剂', 'Fabric Softener', 1880, liquidPacks, scents],
    ['洗洁精', 'Dish Liquid', 990, liquidPacks, scents],
    ['洗碗块', 'Dishwasher Tablets', 4980, pieces('块', 'pcs', 30, 60), scents],
    ['油污净', 'Kitchen Degreaser', 1280, sprayPacks, scents],
    ['洁厕液', 'Toilet Cleaner', 990, sprayPacks, scents],
    ['玻璃清洁剂', 'Glass Cleaner', 1090, sprayPacks, scents],
    ['消毒液', 'Disinfectant', 1580, liquidPacks, scents],
    ['地板清洁剂', 'Floor Cleaner', 1880, liquidPacks, scents],
    ['抽纸', 'Facial Tissues', 290, tissuePacks, plies],
    ['卷纸', 'Toilet Rolls', 2280, rollPacks, plies],
    ['厨房纸', 'Kitchen Towels', 2680, pieces('卷', 'rolls', 6, 2, 4), plies],
    ['湿巾', 'Wet Wipes', 890, pieces('片', 'pcs', 80, 10, 40), scents],
    ['垃圾袋', 'Bin Bags', 990, pieces('只', 'pcs', 60, 30, 100), strengths],
    ['保鲜膜', 'Cling Film', 990, named('20米 20 m 0.8, 30米 30 m 1, 60米 60 m 1.7'), strengths],
    ['百洁布', 'Scouring Pads', 690, pieces('片', 'pcs', 4, 2, 8), strengths],
    ['空气清新剂', 'Air Freshener', 1480, millilitres(320, 180, 320), scents],
    ['驱蚊液', 'Mosquito Repellent', 1980, millilitres(45, 45, 90), scents],
  ],
}

export const care: Shelf = {
  department: 'care',
  share: 11,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: [...carers, ...importedCare],
  products: [
    ['洗发露', 'Shampoo', 2980, washPacks, hairKinds],
    ['护发素', 'Conditioner', 2880, washPacks, hairKinds],
    ['发膜', 'Hair Mask', 3980, grams(200, 50, 200, 350), hairKinds],
    ['沐浴露', 'Shower Gel', 2480, washPacks, botanicals],
    ['香皂', 'Soap Bar', 490, [...grams(100, 80, 100), ...bundled(4, grams(100, 100))], botanicals],
    ['洗手液', 'Hand Wash', 1180, washPacks, botanicals],
    ['护手霜', 'Hand Cream', 1980, creamPacks, botanicals],
    ['身体乳', 'Body Lotion', 3280, washPacks, botanicals],
    ['洁面乳', 'Facial Cleanser', 3580, grams(100, 50, 100, 150), skinKinds],
    ['面霜', 'Face Cream', 7980, creamPacks, skinKinds],
    ['爽肤水', 'Toner', 6980, millilitres(150, 50, 150, 300), skinKinds],
    ['精华液', 'Serum', 12800, millilitres(30, 15, 30, 50), skinKinds],
    ['面膜', 'Sheet Masks', 4980, pieces('片', 'pcs', 5, 1, 10, 20), skinKinds],
    ['防晒霜', 'Sunscreen', 6980, creamPacks, skinKinds],
    ['牙膏', 'Toothpaste', 1480, pastePacks, toothKinds],
    ['牙刷', 'Toothbrush', 690, pieces('支', 'pcs', 1, 2, 4, 6), softness],
    ['漱口水', 'Mouthwash', 2980, millilitres(500, 80, 250, 500), toothKinds],
    ['牙线棒', 'Floss Picks', 1180, pieces('支', 'pcs', 50, 30, 100), toothKinds],
    ['卫生巾', 'Sanitary Pads', 1280, pieces('片', 'pcs', 10, 8, 16), padKinds],
    ['剃须刀', 'Razor', 2980, named('1刀架2刀头 with 2 Heads 1, 1刀架4刀头 with 4 Heads 1.6'), razorKinds],
  ],
}

export const baby: Shelf = {
  department: 'baby',
  share: 4,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: [...babyMakers, ...importedCare],
  products: [
    ['婴儿奶粉', 'Infant Formula', 25800, grams(800, 400, 800, 900), stages],
    ['纸尿裤', 'Nappies', 9980, nappySizes, nappyKinds],
    ['拉拉裤', 'Training Pants', 10980, nappySizes, nappyKinds],
    ['婴儿湿巾', 'Baby Wipes', 1280, pieces('片', 'pcs', 80, 20, 60), mildness],
    ['棉柔巾', 'Cotton Tissues', 1480, pieces('抽', 'sheets', 100, 60, 80), nappyKinds],
    ['婴儿米粉', 'Baby Rice Cereal', 3980, grams(225, 200, 225, 400), babyFlavours],
    ['果泥', 'Fruit Purée', 990, grams(90, 90, 120), babyFlavours],
    ['溶豆', 'Yoghurt Melts', 2480, grams(20, 20, 40), babyFlavours],
    ['磨牙饼干', 'Teething Biscuits', 1980, grams(100, 60, 100), babyFlavours],
    ['宝宝面条', 'Baby Noodles', 1880, grams(200, 150, 200), babyFlavours],
    ['婴儿洗衣液', 'Baby Laundry Liquid', 2980, millilitres(1000, 500, 1000, 2000), mildness],
    ['婴儿沐浴露', 'Baby Wash', 3580, millilitres(300, 200, 300, 500), mildness],
    ['婴儿润肤霜', 'Baby Cream', 3980, grams(50, 30, 50, 100), mildness],
    ['护臀膏', 'Nappy Cream', 3280, grams(40, 20, 40, 60), mildness],
    ['奶瓶', 'Feeding Bottle', 4980, millilitres(240, 160, 240, 330), colours],
    ['安抚奶嘴', 'Pacifier', 2580, pieces('只', 'pcs', 1, 2), colours],
    ['学饮杯', 'Sippy Cup', 3980, millilitres(240, 180, 240), colours],
    ['围嘴', 'Bib', 1580, pieces('条', 'pcs', 1, 3, 5), colours],
  ],
}
