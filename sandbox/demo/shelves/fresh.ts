/**
 * Fresh goods: produce, meat and seafood, most of it over the scale.
 * Vegetables, fresh meat and eggs are free of VAT at retail in China; other farm produce bears 9 %.
 */

import { butchers, farms, fishers } from '../makers.ts'
import { bundled, byWeight, grams, named, pieces, type Shelf, words } from '../vocabulary.ts'

const fruitPacks = [...byWeight, ...grams(1000, 500, 1000, 2500)]
const leafPacks = [...byWeight, ...grams(1000, 250, 400)]
const berryBoxes = grams(1000, 125, 250, 500)
const meatPacks = [...byWeight, ...grams(1000, 300, 500, 800)]
const fishPacks = [...byWeight, ...grams(1000, 350, 600)]
const eggBoxes = pieces('枚', 'pcs', 10, 15, 20, 30)
const origins = words(
  '山东 Shandong, 陕西 Shaanxi, 云南 Yunnan, 四川 Sichuan, 河北 Hebei, 新疆 Xinjiang, 有机 Organic, 精品 Premium, 本地 Local',
)
const southern = words(
  '海南 Hainan, 云南 Yunnan, 广西 Guangxi, 广东 Guangdong, 四川 Sichuan, 有机 Organic, 精品 Premium',
)
const leafKinds = words(
  '本地 Local, 有机 Organic, 净菜 Washed, 水培 Hydroponic, 高山 Highland, 崇明 Chongming',
)
const eggKinds = words('鲜 Fresh, 散养 Free-range, 谷物 Corn-fed, 可生食 Salad-grade, 高叶酸 Folate-rich')
const meatKinds = words(
  '冷鲜 Chilled, 黑猪 Black Pig, 谷饲 Grain-fed, 农家 Farmhouse, 有机 Organic, 免洗 Ready-to-cook',
)
const beefKinds = words(
  '冷鲜 Chilled, 草饲 Grass-fed, 谷饲 Grain-fed, 原切 Whole-cut, 安格斯 Angus, 雪花 Marbled',
)
const lambKinds = words(
  '冷鲜 Chilled, 草饲 Grass-fed, 滩羊 Tan-sheep, 羔羊 Young, 原切 Whole-cut, 内蒙古 Inner Mongolia',
)
const poultryKinds = words('冷鲜 Chilled, 散养 Free-range, 三黄 Three-yellow, 清远 Qingyuan, 去骨 Boneless')
const cookedKinds = words('原味 Original, 蜜汁 Honey, 五香 Five-spice, 黑椒 Black Pepper, 川味 Sichuan-style')
const fishKinds = words(
  '鲜活 Live, 冰鲜 Iced, 净膛 Cleaned, 深海 Deep-sea, 东海 East Sea, 渤海 Bohai, 舟山 Zhoushan, 生态 Pond-raised',
)
const filletKinds = words(
  '冰鲜 Iced, 深海 Deep-sea, 去刺 Boneless, 轻腌 Lightly Cured, 速冻 Flash-frozen, 免浆 Ready-to-cook',
)
const crabKinds = words('鲜活 Live, 生态 Pond-raised, 湖养 Lake-raised, 捆扎 Tied')

export const produce: Shelf = {
  department: 'produce',
  share: 3,
  taxBasisPoints: 900,
  minimumAge: 0,
  makers: farms,
  products: [
    ['红富士苹果', 'Red Fuji Apples', 1380, fruitPacks, origins],
    ['香蕉', 'Bananas', 780, fruitPacks, southern],
    ['皇冠梨', 'Crown Pears', 980, fruitPacks, origins],
    ['脐橙', 'Navel Oranges', 1180, fruitPacks, southern],
    ['沃柑', 'Orah Mandarins', 1280, fruitPacks, southern],
    ['巨峰葡萄', 'Kyoho Grapes', 1980, fruitPacks, origins],
    ['猕猴桃', 'Kiwifruit', 1880, fruitPacks, origins],
    ['西瓜', 'Watermelon', 480, byWeight, origins],
    ['蓝莓', 'Blueberries', 7980, berryBoxes, origins],
    ['奶油草莓', 'Strawberries', 3980, berryBoxes, origins],
    ['小番茄', 'Cherry Tomatoes', 1560, berryBoxes, origins],
    ['上海青', 'Pak Choi', 680, leafPacks, leafKinds, 0],
    ['菠菜', 'Spinach', 980, leafPacks, leafKinds, 0],
    ['生菜', 'Lettuce', 880, leafPacks, leafKinds, 0],
    ['西兰花', 'Broccoli', 1180, leafPacks, leafKinds, 0],
    ['土豆', 'Potatoes', 460, fruitPacks, origins, 0],
    ['胡萝卜', 'Carrots', 520, fruitPacks, origins, 0],
    ['西红柿', 'Tomatoes', 790, fruitPacks, origins, 0],
    ['黄瓜', 'Cucumbers', 720, fruitPacks, leafKinds, 0],
    ['香菇', 'Shiitake', 1980, leafPacks, leafKinds, 0],
    ['鸡蛋', 'Eggs', 1290, eggBoxes, eggKinds, 0],
  ],
}

export const meat: Shelf = {
  department: 'meat',
  share: 3,
  taxBasisPoints: 0,
  minimumAge: 0,
  makers: butchers,
  products: [
    ['五花肉', 'Pork Belly', 4380, meatPacks, meatKinds],
    ['猪里脊', 'Pork Tenderloin', 4580, meatPacks, meatKinds],
    ['猪小排', 'Pork Spare Ribs', 6580, meatPacks, meatKinds],
    ['猪肉馅', 'Minced Pork', 3580, meatPacks, meatKinds],
    ['猪蹄', 'Pig Trotters', 4180, meatPacks, meatKinds],
    ['牛腩', 'Beef Brisket', 8980, meatPacks, beefKinds],
    ['牛腱子', 'Beef Shank', 9980, meatPacks, beefKinds],
    ['肥牛卷', 'Sliced Beef Rolls', 9580, grams(1000, 250, 400, 500), beefKinds],
    ['西冷牛排', 'Sirloin Steak', 15800, grams(1000, 180, 250, 400), beefKinds],
    ['羊排', 'Lamb Chops', 11800, meatPacks, lambKinds],
    ['羊肉片', 'Sliced Lamb', 9980, grams(1000, 250, 400, 500), lambKinds],
    ['鸡胸肉', 'Chicken Breast', 2980, meatPacks, poultryKinds],
    ['鸡翅中', 'Chicken Wings', 5680, meatPacks, poultryKinds],
    ['琵琶腿', 'Chicken Drumsticks', 3280, meatPacks, poultryKinds],
    ['整鸡', 'Whole Chicken', 3580, byWeight, poultryKinds],
    ['鸭腿', 'Duck Legs', 3680, meatPacks, poultryKinds],
    ['酱牛肉', 'Braised Beef', 14800, grams(1000, 150, 250), cookedKinds, 1300],
    ['火腿片', 'Sliced Ham', 7980, grams(1000, 100, 200, 400), cookedKinds, 1300],
    ['烤肠', 'Grilling Sausages', 5280, grams(1000, 240, 400, 1000), cookedKinds, 1300],
  ],
}

export const seafood: Shelf = {
  department: 'seafood',
  share: 2,
  taxBasisPoints: 900,
  minimumAge: 0,
  makers: fishers,
  products: [
    ['鲈鱼', 'Sea Bass', 4680, fishPacks, fishKinds],
    ['鲫鱼', 'Crucian Carp', 2380, fishPacks, fishKinds],
    ['草鱼块', 'Grass Carp Pieces', 2680, fishPacks, fishKinds],
    ['带鱼段', 'Hairtail Pieces', 5280, fishPacks, fishKinds],
    ['小黄鱼', 'Yellow Croaker', 4980, fishPacks, fishKinds],
    ['三文鱼排', 'Salmon Steaks', 15800, grams(1000, 200, 300), filletKinds],
    ['鳕鱼块', 'Cod Pieces', 12800, grams(1000, 200, 400), filletKinds],
    ['龙利鱼柳', 'Sole Fillets', 6980, grams(1000, 250, 500), filletKinds],
    ['基围虾', 'Greasyback Shrimp', 8980, fishPacks, fishKinds],
    ['南美白虾', 'Whiteleg Shrimp', 6980, fishPacks, fishKinds],
    ['虾仁', 'Peeled Shrimp', 9980, grams(1000, 200, 400), filletKinds],
    ['花蛤', 'Clams', 1680, fishPacks, fishKinds],
    ['扇贝', 'Scallops', 3980, fishPacks, fishKinds],
    ['生蚝', 'Oysters', 2980, fishPacks, fishKinds],
    ['鱿鱼', 'Squid', 4580, fishPacks, fishKinds],
    ['大闸蟹', 'Mitten Crabs', 5800, named('公蟹4两 Male 200 g 1, 母蟹3两 Female 150 g 1.1'), crabKinds],
    ['海带丝', 'Kelp Strips', 1280, fishPacks, cookedKinds],
    ['海苔', 'Roasted Seaweed', 1280, bundled(3, grams(20, 20, 40)), cookedKinds, 1300],
  ],
}
