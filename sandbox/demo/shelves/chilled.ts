/**
 * Chilled, baked and frozen goods: dairy, bakery, frozen.
 * Plain milk is a farm product and bears 9 % VAT, whatever is made of it 13 %.
 */

import { bakers, dairies, freezers, importedDairy } from '../makers.ts'
import { bundled, fromCounter, grams, millilitres, named, pieces, type Shelf, words } from '../vocabulary.ts'

const milkPacks = [...millilitres(1000, 250, 450, 950, 1000), ...bundled(12, millilitres(1000, 200, 250))]
const cupPacks = [...grams(100, 100, 150, 400), ...bundled(6, grams(100, 100)), ...bundled(8, grams(100, 90))]
const cheesePacks = grams(100, 84, 125, 200, 400)
const milkKinds = words(
  '全脂 Whole, 低脂 Low-fat, 脱脂 Skimmed, 高钙 High-calcium, 有机 Organic, 娟姗 Jersey, 零乳糖 Lactose-free, A2蛋白 A2 Protein',
)
const yoghurtFlavours = words(
  '原味 Original, 草莓 Strawberry, 黄桃 Yellow Peach, 蓝莓 Blueberry, 无糖 Unsweetened, 燕麦 Oat, 芒果 Mango, 红枣 Red Date, 桑葚 Mulberry',
)
const milkFlavours = words(
  '草莓 Strawberry, 香蕉 Banana, 可可 Cocoa, 麦芽 Malt, 哈密瓜 Melon, 核桃 Walnut, 红豆 Red Bean',
)
const cheeseKinds = words(
  '原味 Original, 减盐 Reduced-salt, 高钙 High-calcium, 烟熏 Smoked, 芝香 Mature, 儿童 Kids',
)
const plainKinds = words('-, 有机 Organic, 优选 Select, 家庭 Family, 手工 Handmade')
const loafPacks = [...grams(400, 90, 180, 400, 500), ...fromCounter('现烤', 'Freshly Baked', 0.5)]
const cakePacks = [...pieces('个', 'pcs', 2, 4, 6, 12), ...fromCounter('现制', 'Fresh from the Counter', 0.4)]
const breadFlavours = words(
  '原味 Original, 全麦 Wholemeal, 牛奶 Milk, 红豆 Red Bean, 椰蓉 Coconut, 紫薯 Purple Yam, 芝士 Cheese, 葡萄干 Raisin',
)
const cakeFlavours = words(
  '原味 Original, 抹茶 Matcha, 可可 Cocoa, 芋泥 Taro, 草莓 Strawberry, 栗子 Chestnut, 海盐 Sea Salt, 咸蛋黄 Salted Yolk',
)
const frozenPacks = grams(500, 240, 320, 500, 800, 1000)
const fillings = words(
  '猪肉白菜 Pork & Cabbage, 三鲜 Three-delicacy, 韭菜鸡蛋 Chive & Egg, 虾仁 Shrimp, 牛肉大葱 Beef & Scallion, 香菇青菜 Mushroom & Greens, 玉米蔬菜 Corn & Vegetable',
)
const sweetFillings = words(
  '黑芝麻 Black Sesame, 花生 Peanut, 豆沙 Red Bean, 鲜肉 Pork, 桂花 Osmanthus, 流沙 Lava Custard',
)
const iceFlavours = words(
  '香草 Vanilla, 巧克力 Chocolate, 草莓 Strawberry, 抹茶 Matcha, 海盐焦糖 Salted Caramel, 芒果 Mango, 绿豆 Mung Bean, 酸奶 Yoghurt',
)
const frozenKinds = words(
  '原味 Original, 黑椒 Black Pepper, 香辣 Spicy, 奥尔良风味 Barbecue, 减盐 Reduced-salt, 家庭 Family',
)

export const dairy: Shelf = {
  department: 'dairy',
  share: 6,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: [...dairies, ...importedDairy],
  products: [
    ['鲜牛奶', 'Fresh Milk', 1680, milkPacks, milkKinds, 900],
    ['纯牛奶', 'UHT Milk', 1290, milkPacks, milkKinds, 900],
    ['调制乳', 'Flavoured Milk', 1380, milkPacks, milkFlavours],
    ['酸奶', 'Yoghurt', 390, cupPacks, yoghurtFlavours],
    ['希腊酸奶', 'Greek Yoghurt', 690, cupPacks, yoghurtFlavours],
    ['风味酸乳', 'Set Yoghurt', 320, cupPacks, yoghurtFlavours],
    ['酸奶饮品', 'Drinking Yoghurt', 1180, milkPacks, yoghurtFlavours],
    ['乳酸菌饮品', 'Probiotic Drink', 260, bundled(5, millilitres(100, 100, 200)), yoghurtFlavours],
    ['奶酪棒', 'Cheese Sticks', 1580, cheesePacks, yoghurtFlavours],
    ['再制干酪片', 'Cheese Slices', 1290, cheesePacks, cheeseKinds],
    ['马苏里拉', 'Mozzarella', 1180, cheesePacks, cheeseKinds],
    ['奶油奶酪', 'Cream Cheese', 1260, cheesePacks, cheeseKinds],
    ['黄油', 'Butter', 1580, cheesePacks, cheeseKinds],
    ['稀奶油', 'Whipping Cream', 3980, millilitres(1000, 200, 250, 1000), cheeseKinds],
    ['炼乳', 'Condensed Milk', 980, grams(250, 185, 250, 400), milkKinds],
    ['豆奶', 'Soya Milk', 880, milkPacks, milkFlavours],
    ['燕麦奶', 'Oat Drink', 1680, milkPacks, milkFlavours],
    ['布丁', 'Milk Pudding', 350, cupPacks, yoghurtFlavours],
  ],
}

export const bakery: Shelf = {
  department: 'bakery',
  share: 4,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: bakers,
  products: [
    ['吐司', 'Toast Loaf', 1280, loafPacks, breadFlavours],
    ['餐包', 'Dinner Rolls', 1080, loafPacks, breadFlavours],
    ['手撕面包', 'Pull-apart Bread', 1480, loafPacks, breadFlavours],
    ['欧包', 'Country Loaf', 1680, loafPacks, breadFlavours],
    ['法棍', 'Baguette', 1280, loafPacks, breadFlavours],
    ['贝果', 'Bagels', 1380, cakePacks, breadFlavours],
    ['可颂', 'Croissants', 1480, cakePacks, cakeFlavours],
    ['蛋挞', 'Egg Tarts', 980, cakePacks, cakeFlavours],
    ['瑞士卷', 'Swiss Roll', 1580, cakePacks, cakeFlavours],
    ['戚风蛋糕', 'Chiffon Cake', 1980, cakePacks, cakeFlavours],
    ['玛芬', 'Muffins', 1280, cakePacks, cakeFlavours],
    ['泡芙', 'Cream Puffs', 1180, cakePacks, cakeFlavours],
    ['铜锣烧', 'Dorayaki', 980, cakePacks, cakeFlavours],
    ['绿豆糕', 'Mung Bean Cakes', 1580, cakePacks, cakeFlavours],
    ['月饼', 'Mooncakes', 1880, cakePacks, cakeFlavours],
    ['老婆饼', 'Sweetheart Cakes', 1080, cakePacks, cakeFlavours],
    ['馒头', 'Steamed Buns', 680, cakePacks, breadFlavours],
    [
      '蛋糕礼盒',
      'Cake Gift Box',
      8800,
      named('6英寸 6-inch 1, 8英寸 8-inch 1.6, 10英寸 10-inch 2.4'),
      cakeFlavours,
    ],
  ],
}

export const frozen: Shelf = {
  department: 'frozen',
  share: 5,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: freezers,
  products: [
    ['水饺', 'Dumplings', 1680, frozenPacks, fillings],
    ['馄饨', 'Wontons', 1580, frozenPacks, fillings],
    ['锅贴', 'Pot Stickers', 1880, frozenPacks, fillings],
    ['小笼包', 'Soup Dumplings', 1980, frozenPacks, fillings],
    ['汤圆', 'Rice Balls', 1380, frozenPacks, sweetFillings],
    ['粽子', 'Rice Zongzi', 1980, frozenPacks, sweetFillings],
    ['奶黄包', 'Custard Buns', 1480, frozenPacks, sweetFillings],
    ['手抓饼', 'Scallion Pancakes', 1290, frozenPacks, frozenKinds],
    ['油条', 'Fried Dough Sticks', 1290, frozenPacks, frozenKinds],
    ['披萨', 'Pizza', 2680, frozenPacks, frozenKinds],
    ['薯条', 'French Fries', 1290, frozenPacks, frozenKinds],
    ['鸡米花', 'Popcorn Chicken', 2280, frozenPacks, frozenKinds],
    ['鸡块', 'Chicken Nuggets', 2180, frozenPacks, frozenKinds],
    ['鱼丸', 'Fish Balls', 1980, frozenPacks, frozenKinds],
    ['牛肉丸', 'Beef Balls', 2980, frozenPacks, frozenKinds],
    ['速冻杂蔬', 'Mixed Vegetables', 1080, frozenPacks, plainKinds, 0],
    ['冰淇淋桶', 'Ice Cream Tub', 2980, millilitres(500, 270, 500, 1000), iceFlavours],
    ['雪糕', 'Ice Cream Bars', 600, [...grams(75, 75), ...bundled(5, grams(75, 60, 75))], iceFlavours],
    ['甜筒', 'Ice Cream Cones', 700, [...grams(68, 68), ...bundled(4, grams(68, 68))], iceFlavours],
  ],
}
