/**
 * What keeps in a cupboard: staples, snacks, sweets.
 * Grain, flour, edible oil and salt bear 9 % VAT as farm goods, prepared food 13 %.
 */

import { confectioners, importedPantry, importedSweets, millers, snackMakers } from '../makers.ts'
import { bundled, grams, millilitres, named, pieces, type Shelf, words } from '../vocabulary.ts'

const sackPacks = grams(5000, 500, 1000, 2500, 5000, 10000)
const oilPacks = millilitres(5000, 500, 900, 1800, 4000, 5000)
const saucePacks = millilitres(500, 150, 300, 500, 800, 1600)
const jarPacks = grams(280, 120, 210, 280, 500)
const spicePacks = grams(100, 30, 50, 100, 400)
const noodlePacks = [...grams(100, 85, 105, 120), ...bundled(5, grams(100, 100, 120))]
const riceKinds = words(
  '东北 North-east, 五常 Wuchang, 泰式 Thai-style, 有机 Organic, 胚芽 Germ, 富硒 Selenium, 新米 New-harvest',
)
const flourKinds = words(
  '高筋 Strong, 中筋 Plain, 低筋 Cake, 全麦 Wholemeal, 石磨 Stone-ground, 饺子专用 Dumpling',
)
const oilKinds = words(
  '压榨 Pressed, 特级初榨 Extra Virgin, 浓香 Rich, 非转基因 Non-GMO, 物理冷榨 Cold-pressed',
)
const sauceKinds = words(
  '特级 Superior, 减盐 Reduced-salt, 零添加 No-additive, 原酿 Naturally Brewed, 有机 Organic, 鲜味 Umami',
)
const heat = words(
  '香辣 Spicy, 麻辣 Numbing-hot, 蒜蓉 Garlic, 豆豉 Black Bean, 牛肉 Beef, 香菇 Mushroom, 原味 Original',
)
const noodleKinds = words('-, 鸡蛋 Egg, 荞麦 Buckwheat, 全麦 Wholemeal, 龙须 Thin, 宽 Wide')
const noodleFlavours = words(
  '红烧牛肉 Braised Beef, 老坛酸菜 Pickled Mustard, 番茄鸡蛋 Tomato & Egg, 酸汤 Sour Broth, 葱油 Scallion Oil, 藤椒 Green Pepper, 海鲜 Seafood, 骨汤 Bone Broth',
)
const grainKinds = words('-, 有机 Organic, 东北 North-east, 精选 Select, 农家 Farmhouse, 脱皮 Hulled')
const saltKinds = words('加碘 Iodised, 海 Sea, 湖 Lake, 低钠 Low-sodium, 竹 Bamboo')
const sugarKinds = words('-, 细 Fine, 有机 Organic, 甘蔗 Cane, 甜菜 Beet')

const bagPacks = grams(100, 40, 70, 104, 135, 200)
const nutPacks = grams(200, 80, 120, 200, 350, 500)
const giftPacks = [...grams(300, 150, 300, 500), ...named('礼盒 Gift Box 3, 分享装 Sharing Pack 2')]
const crispFlavours = words(
  '原味 Original, 黄瓜 Cucumber, 番茄 Tomato, 烧烤 Barbecue, 海苔 Seaweed, 芝士 Cheese, 青柠 Lime, 香辣 Spicy, 椒盐 Salt & Pepper',
)
const nutFlavours = words(
  '原味 Original, 盐焗 Salt-baked, 奶香 Milk, 五香 Five-spice, 蟹黄味 Crab Roe, 焦糖 Caramel, 烟熏 Smoky',
)
const jerkyFlavours = words(
  '五香 Five-spice, 香辣 Spicy, 沙嗲 Satay, 蜜汁 Honey, 黑椒 Black Pepper, 孜然 Cumin',
)
const biscuitFlavours = words(
  '原味 Original, 巧克力 Chocolate, 葱香 Scallion, 燕麦 Oat, 柠檬 Lemon, 黄油 Butter, 芝麻 Sesame, 草莓 Strawberry',
)
const chocolateKinds = words(
  '牛奶 Milk, 黑 Dark, 白 White, 榛子 Hazelnut, 海盐 Sea Salt, 扁桃仁 Almond, 抹茶 Matcha, 酒心风味 Truffle',
)
const fruitFlavours = words(
  '草莓 Strawberry, 葡萄 Grape, 水蜜桃 Peach, 芒果 Mango, 青苹果 Green Apple, 柠檬 Lemon, 荔枝 Lychee, 什锦 Assorted, 薄荷 Mint',
)
const driedKinds = words('-, 原味 Original, 低糖 Reduced-sugar, 蜂蜜 Honey, 海盐 Sea Salt, 冻干 Freeze-dried')
const honeyKinds = words('洋槐 Acacia, 椴树 Linden, 枣花 Jujube, 百花 Wildflower, 荔枝 Lychee, 柑橘 Citrus')
const candyPacks = grams(100, 22, 45, 100, 150, 300)

export const staples: Shelf = {
  department: 'staples',
  share: 10,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: [...millers, ...importedPantry],
  products: [
    ['大米', 'Rice', 3980, sackPacks, riceKinds, 900],
    ['糯米', 'Glutinous Rice', 4580, sackPacks, riceKinds, 900],
    ['小麦粉', 'Wheat Flour', 2980, sackPacks, flourKinds, 900],
    ['小米', 'Millet', 6580, sackPacks, grainKinds, 900],
    ['红豆', 'Red Beans', 6980, sackPacks, grainKinds, 900],
    ['花生油', 'Peanut Oil', 12980, oilPacks, oilKinds, 900],
    ['菜籽油', 'Rapeseed Oil', 7980, oilPacks, oilKinds, 900],
    ['橄榄油', 'Olive Oil', 32800, oilPacks, oilKinds, 900],
    ['食用盐', 'Table Salt', 250, grams(400, 250, 400, 500), saltKinds, 900],
    ['白砂糖', 'White Sugar', 690, grams(500, 300, 500, 1000), sugarKinds],
    ['生抽', 'Light Soy Sauce', 1080, saucePacks, sauceKinds],
    ['老抽', 'Dark Soy Sauce', 1180, saucePacks, sauceKinds],
    ['香醋', 'Rice Vinegar', 890, saucePacks, sauceKinds],
    ['蚝油', 'Oyster Sauce', 1090, saucePacks, sauceKinds],
    ['辣椒酱', 'Chilli Sauce', 1180, jarPacks, heat],
    ['火锅底料', 'Hotpot Base', 1580, grams(200, 150, 200, 400), heat],
    ['芝麻酱', 'Sesame Paste', 1680, jarPacks, grainKinds],
    ['花椒粉', 'Sichuan Pepper', 1280, spicePacks, grainKinds],
    ['方便面', 'Instant Noodles', 350, noodlePacks, noodleFlavours],
    ['挂面', 'Dried Noodles', 790, grams(500, 400, 500, 900), noodleKinds],
    ['意大利面', 'Spaghetti', 1080, grams(500, 400, 500, 1000), noodleKinds],
    ['午餐肉罐头', 'Luncheon Meat', 1680, grams(340, 198, 340), heat],
    ['燕麦片', 'Rolled Oats', 1980, grams(500, 350, 500, 1000), grainKinds],
  ],
}

export const snacks: Shelf = {
  department: 'snacks',
  share: 12,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: [...snackMakers, ...importedSweets],
  products: [
    ['薯片', 'Potato Crisps', 790, bagPacks, crispFlavours],
    ['虾条', 'Prawn Sticks', 650, bagPacks, crispFlavours],
    ['锅巴', 'Rice Crackers', 580, bagPacks, crispFlavours],
    ['爆米花', 'Popcorn', 890, bagPacks, crispFlavours],
    ['雪米饼', 'Snow Rice Cakes', 690, bagPacks, biscuitFlavours],
    ['苏打饼干', 'Soda Crackers', 780, bagPacks, biscuitFlavours],
    ['曲奇', 'Cookies', 1180, bagPacks, biscuitFlavours],
    ['威化饼', 'Wafers', 690, bagPacks, biscuitFlavours],
    ['夹心饼干', 'Sandwich Biscuits', 680, bagPacks, biscuitFlavours],
    ['蛋卷', 'Egg Rolls', 1680, giftPacks, biscuitFlavours],
    ['沙琪玛', 'Sachima', 1280, giftPacks, biscuitFlavours],
    ['瓜子', 'Sunflower Seeds', 1080, nutPacks, nutFlavours],
    ['花生米', 'Peanuts', 980, nutPacks, nutFlavours],
    ['腰果', 'Cashews', 2980, nutPacks, nutFlavours],
    ['开心果', 'Pistachios', 3680, nutPacks, nutFlavours],
    ['每日坚果', 'Daily Nuts', 3280, nutPacks, nutFlavours],
    ['夏威夷果', 'Macadamias', 3380, nutPacks, nutFlavours],
    ['牛肉干', 'Beef Jerky', 2680, bagPacks, jerkyFlavours],
    ['猪肉脯', 'Pork Jerky', 1680, bagPacks, jerkyFlavours],
    ['鸭脖', 'Duck Necks', 1380, bagPacks, jerkyFlavours],
    ['豆腐干', 'Dried Tofu', 580, bagPacks, jerkyFlavours],
    ['辣条', 'Spicy Gluten Strips', 450, bagPacks, jerkyFlavours],
    ['芒果干', 'Dried Mango', 1480, bagPacks, driedKinds],
    ['话梅', 'Preserved Plums', 980, bagPacks, driedKinds],
  ],
}

export const sweets: Shelf = {
  department: 'sweets',
  share: 6,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: [...confectioners, ...importedSweets],
  products: [
    ['巧克力', 'Chocolate Bar', 1680, candyPacks, chocolateKinds],
    ['巧克力礼盒', 'Chocolate Assortment', 5880, giftPacks, chocolateKinds],
    ['夹心巧克力', 'Filled Chocolates', 1980, candyPacks, chocolateKinds],
    ['太妃糖', 'Toffees', 1280, candyPacks, chocolateKinds],
    ['奶糖', 'Milk Candy', 980, candyPacks, fruitFlavours],
    ['硬糖', 'Hard Candy', 780, candyPacks, fruitFlavours],
    ['软糖', 'Gummies', 980, candyPacks, fruitFlavours],
    ['橡皮糖', 'Wine Gums', 880, candyPacks, fruitFlavours],
    ['棉花糖', 'Marshmallows', 880, candyPacks, fruitFlavours],
    ['口香糖', 'Chewing Gum', 890, pieces('粒', 'pcs', 40, 12, 64), fruitFlavours],
    ['润喉糖', 'Throat Drops', 1180, candyPacks, fruitFlavours],
    ['棒棒糖', 'Lollipops', 990, pieces('支', 'pcs', 10, 1, 20), fruitFlavours],
    ['果冻', 'Fruit Jelly', 680, grams(200, 90, 200, 500), fruitFlavours],
    ['牛轧糖', 'Nougat', 1580, candyPacks, fruitFlavours],
    ['花生酥', 'Peanut Brittle', 1080, candyPacks, nutFlavours],
    ['蜂蜜', 'Honey', 3980, grams(500, 250, 500, 950), honeyKinds, 900],
    ['果酱', 'Fruit Jam', 1680, grams(340, 170, 340), fruitFlavours],
  ],
}
