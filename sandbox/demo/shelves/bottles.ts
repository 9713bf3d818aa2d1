/**
 * Drinks, alcohol and tobacco. The last two may not be sold to anyone under 18
 * (Law of the People's Republic of China on the Protection of Minors, article 59).
 */

import { bottlers, brewers, importedDrinks, tobacconists } from '../makers.ts'
import { bundled, grams, millilitres, named, pieces, type Shelf, words } from '../vocabulary.ts'

const bottlePacks = [...millilitres(500, 330, 500, 1000, 1500), ...bundled(12, millilitres(500, 330, 500))]
const canPacks = [...millilitres(330, 250, 330, 500), ...bundled(6, millilitres(330, 330))]
const juicePacks = millilitres(1000, 250, 300, 1000, 1500)
const sachets = pieces('条', 'sticks', 20, 5, 10, 50)
const waterKinds = words('-, 天然 Natural, 弱碱性 Alkaline, 雪山 Glacier, 低钠 Low-sodium, 儿童 Kids')
const creaminess = words('原味 Original, 无糖 Sugar-free, 浓香 Rich, 生榨 Fresh-pressed, 轻脂 Light')
const sparkling = words(
  '原味 Original, 青柠 Lime, 白桃 White Peach, 葡萄 Grape, 柚子 Pomelo, 荔枝 Lychee, 无糖 Sugar-free, 菠萝 Pineapple, 海盐 Sea Salt',
)
const teas = words(
  '茉莉 Jasmine, 乌龙 Oolong, 青柑普洱 Citrus Pu-erh, 无糖 Unsweetened, 蜂蜜 Honey, 柠檬 Lemon, 大麦 Barley, 白桃 White Peach',
)
const fruits = words(
  '橙 Orange, 苹果 Apple, 葡萄 Grape, 芒果 Mango, 水蜜桃 Peach, 西柚 Grapefruit, 山楂 Hawthorn, 番石榴 Guava',
)
const roasts = words(
  '拿铁 Latte, 美式 Americano, 摩卡 Mocha, 生椰 Coconut, 燕麦 Oat, 深烘 Dark-roast, 无糖 Unsweetened',
)
const gradedTeas = words(
  '特级 Superior, 一级 First-grade, 明前 Early-spring, 有机 Organic, 老树 Old-tree, 高山 Highland',
)
const beerKinds = words(
  '原浆 Unfiltered, 小麦白 Wheat, 黑 Dark, 淡爽 Light, 精酿 Craft, 纯生 Draught, 艾尔 Pale Ale, 低醇 Low-alcohol',
)
const strengths = words('38度 38 %, 42度 42 %, 45度 45 %, 52度 52 %, 53度 53 %')
const grapes = words(
  '赤霞珠 Cabernet Sauvignon, 梅洛 Merlot, 西拉 Syrah, 霞多丽 Chardonnay, 马瑟兰 Marselan, 贵人香 Riesling',
)
const ages = words('三年陈 3-year, 五年陈 5-year, 八年陈 8-year, 十年陈 10-year, 典藏 Reserve')
const beerPacks = [
  ...millilitres(500, 330, 500),
  ...bundled(6, millilitres(500, 330, 500)),
  ...bundled(12, millilitres(500, 500)),
]
const spiritPacks = [...millilitres(500, 100, 250, 500), ...bundled(2, millilitres(500, 500))]
const winePacks = [...millilitres(750, 187, 375, 750), ...bundled(6, millilitres(750, 750))]
const boxes = named('硬盒20支 20 Hard Pack 1, 软盒20支 20 Soft Pack 0.95, 条装200支 Carton of 200 10')
const blends = words(
  '醇香 Mellow, 清雅 Mild, 经典 Classic, 金 Gold, 蓝 Blue, 典藏 Reserve, 薄荷 Menthol, 陈皮 Tangerine Peel',
)

export const drinks: Shelf = {
  department: 'drinks',
  share: 9,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: [...bottlers, ...importedDrinks],
  products: [
    ['矿泉水', 'Mineral Water', 220, bottlePacks, waterKinds],
    ['纯净水', 'Purified Water', 180, bottlePacks, waterKinds],
    ['苏打水', 'Soda Water', 390, bottlePacks, sparkling],
    ['气泡水', 'Sparkling Water', 480, bottlePacks, sparkling],
    ['可乐', 'Cola', 300, canPacks, sparkling],
    ['果味汽水', 'Fruit Soda', 320, canPacks, sparkling],
    ['冰红茶', 'Iced Black Tea', 380, bottlePacks, teas],
    ['绿茶', 'Green Tea Drink', 390, bottlePacks, teas],
    ['奶茶', 'Milk Tea', 590, bottlePacks, teas],
    ['果汁饮料', 'Fruit Drink', 680, juicePacks, fruits],
    ['纯果汁', 'Pure Juice', 1680, juicePacks, fruits],
    ['椰汁', 'Coconut Juice', 1280, juicePacks, creaminess],
    ['电解质饮料', 'Electrolyte Drink', 550, bottlePacks, sparkling],
    ['能量饮料', 'Energy Drink', 650, canPacks, sparkling],
    ['即饮咖啡', 'Ready-to-drink Coffee', 690, canPacks, roasts],
    ['速溶咖啡', 'Instant Coffee', 3980, sachets, roasts],
    ['咖啡豆', 'Coffee Beans', 6880, grams(250, 227, 250, 500, 1000), roasts],
    ['龙井茶叶', 'Longjing Tea', 12800, grams(100, 50, 100, 250), gradedTeas],
    ['红茶茶叶', 'Black Tea Leaves', 8800, grams(100, 50, 100, 250), gradedTeas],
    ['杏仁露', 'Almond Drink', 490, canPacks, creaminess],
  ],
}

export const alcohol: Shelf = {
  department: 'alcohol',
  share: 7,
  taxBasisPoints: 1300,
  minimumAge: 18,
  makers: [...brewers, ...importedDrinks],
  products: [
    ['啤酒', 'Beer', 690, beerPacks, beerKinds],
    ['拉格啤酒', 'Lager', 790, beerPacks, beerKinds],
    ['果味啤酒', 'Fruit Beer', 890, beerPacks, fruits],
    ['浓香型白酒', 'Strong-aroma Baijiu', 12800, spiritPacks, strengths],
    ['清香型白酒', 'Light-aroma Baijiu', 8800, spiritPacks, strengths],
    ['酱香型白酒', 'Sauce-aroma Baijiu', 26800, spiritPacks, strengths],
    ['高粱酒', 'Sorghum Spirit', 4800, spiritPacks, strengths],
    ['黄酒', 'Yellow Wine', 2580, spiritPacks, ages],
    ['花雕酒', 'Huadiao Wine', 3980, spiritPacks, ages],
    ['米酒', 'Rice Wine', 1980, spiritPacks, ages],
    ['梅酒', 'Plum Wine', 5880, winePacks, ages],
    ['干红葡萄酒', 'Dry Red Wine', 7980, winePacks, grapes],
    ['干白葡萄酒', 'Dry White Wine', 7580, winePacks, grapes],
    ['桃红葡萄酒', 'Rosé', 6980, winePacks, grapes],
    ['起泡葡萄酒', 'Sparkling Wine', 9980, winePacks, grapes],
    ['威士忌', 'Whisky', 23800, winePacks, ages],
    ['白兰地', 'Brandy', 19800, winePacks, ages],
    ['预调鸡尾酒', 'Ready-mixed Cocktail', 1180, canPacks, fruits],
  ],
}

export const tobacco: Shelf = {
  department: 'tobacco',
  share: 1,
  taxBasisPoints: 1300,
  minimumAge: 18,
  makers: tobacconists,
  products: [
    ['烤烟', 'Flue-cured Cigarettes', 1800, boxes, blends],
    ['混合型卷烟', 'Blended Cigarettes', 1600, boxes, blends],
    ['细支卷烟', 'Slim Cigarettes', 2200, boxes, blends],
    ['中支卷烟', 'Demi-slim Cigarettes', 2600, boxes, blends],
    ['短支卷烟', 'Short Cigarettes', 2400, boxes, blends],
    ['爆珠卷烟', 'Capsule Cigarettes', 2500, boxes, blends],
    ['低焦油卷烟', 'Low-tar Cigarettes', 2000, boxes, blends],
    ['礼盒卷烟', 'Gift-box Cigarettes', 4500, boxes, blends],
    ['雪茄', 'Cigars', 6800, pieces('支', 'pcs', 5, 1, 10), blends],
    ['小雪茄', 'Cigarillos', 3200, pieces('支', 'pcs', 10, 5, 20), blends],
    ['手卷烟丝', 'Rolling Tobacco', 3800, grams(30, 30, 50), blends],
    ['斗烟丝', 'Pipe Tobacco', 6800, grams(50, 50, 100), blends],
    ['水烟膏', 'Shisha Tobacco', 4200, grams(50, 50, 250), fruits],
    ['鼻烟', 'Snuff', 2800, grams(10, 10, 25), blends],
    ['加热烟弹', 'Heated Tobacco Sticks', 4000, pieces('支', 'sticks', 20, 200), blends],
  ],
}
