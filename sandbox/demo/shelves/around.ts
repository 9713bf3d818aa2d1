/**
 * What surrounds a household: pet, stationery, home.
 * Books at retail are free of VAT in China, pet food is feed at 9 %, the rest bears 13 %.
 */

import { homeMakers, petMakers, stationers } from '../makers.ts'
import { bundled, grams, millilitres, named, pieces, type Shelf, words } from '../vocabulary.ts'

const feedPacks = grams(1500, 400, 1500, 2500, 8000)
const treatPacks = grams(100, 40, 80, 100, 300)
const petFlavours = words(
  '鸡肉 Chicken, 三文鱼 Salmon, 牛肉 Beef, 鸭肉 Duck, 金枪鱼 Tuna, 无谷 Grain-free, 羊奶 Goat Milk',
)
const petKinds = words(
  '小型 Small-breed, 大型 Large-breed, 通用 All-breed, 幼宠 Junior, 高龄 Senior, 经典 Classic',
)
const petSizes = named('S码 S 0.8, M码 M 1, L码 L 1.3')

const inks = words(
  '黑色 Black, 蓝色 Blue, 红色 Red, 速干 Quick-dry, 按动 Retractable, 莫兰迪 Muted Pastel, 考试专用 Exam',
)
const papers = words(
  '横线 Ruled, 方格 Grid, 空白 Plain, 错题 Revision, 点阵 Dotted, 单词 Vocabulary, 牛皮 Kraft',
)
const colours = words('白色 White, 灰色 Grey, 蓝色 Blue, 米色 Beige, 绿色 Green, 粉色 Pink, 原木色 Natural')
const themes = words(
  '星空 Starry Sky, 恐龙 Dinosaur, 海洋 Ocean, 节气 Seasons, 成语 Idioms, 科学 Science, 古诗 Classical Poems',
)
const penPacks = pieces('支', 'pcs', 1, 3, 6, 12)
const bookPacks = pieces('本', 'pcs', 1, 3, 5, 10)
const readerPacks = named(
  '平装 Paperback 1, 精装 Hardback 1.7, 注音版 Pinyin Edition 1.1, 套装4册 Set of 4 3.4',
)

const wares = named('小号 Small 0.8, 中号 Medium 1, 大号 Large 1.35, 两件套 Set of 2 1.8')
const bedding = named('1.2米 1.2 m 0.85, 1.5米 1.5 m 1, 1.8米 1.8 m 1.15, 2米 2 m 1.3')
const panSizes = named('20厘米 20 cm 0.85, 24厘米 24 cm 1, 28厘米 28 cm 1.2, 32厘米 32 cm 1.45')
const materials = words(
  '陶瓷 Ceramic, 玻璃 Glass, 不锈钢 Stainless Steel, 竹制 Bamboo, 榉木 Beech, 硅胶 Silicone',
)
const metals = words(
  '铸铁 Cast-iron, 不锈钢 Stainless Steel, 精铁 Iron, 钛 Titanium, 麦饭石涂层 Stone-coated',
)
const blades = words('不锈钢 Stainless Steel, 锻打 Forged, 复合钢 Clad Steel, 高碳钢 Carbon Steel')
const woods = words('竹制 Bamboo, 榉木 Beech, 鸡翅木 Wenge, 合金 Alloy, 抗菌 Antibacterial')
const fabrics = words(
  '纯棉 Cotton, 亚麻 Linen, 竹纤维 Bamboo Fibre, 天丝 Lyocell, 磨毛 Brushed, 抗菌 Antibacterial',
)
const lights = words('暖光 Warm White, 白光 Cool White, 可调光 Dimmable, 护眼 Eye-care')
const cells = words('碱性 Alkaline, 碳性 Zinc-carbon, 充电 Rechargeable')

export const pet: Shelf = {
  department: 'pet',
  share: 3,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: petMakers,
  products: [
    ['全价猫粮', 'Complete Cat Food', 6980, feedPacks, petFlavours, 900],
    ['全价犬粮', 'Complete Dog Food', 5980, feedPacks, petFlavours, 900],
    ['幼猫粮', 'Kitten Food', 7580, feedPacks, petFlavours, 900],
    [
      '猫罐头',
      'Canned Cat Food',
      790,
      [...grams(85, 85, 170), ...bundled(6, grams(85, 85))],
      petFlavours,
      900,
    ],
    [
      '犬罐头',
      'Canned Dog Food',
      1080,
      [...grams(100, 100, 375), ...bundled(6, grams(100, 100))],
      petFlavours,
      900,
    ],
    ['猫条', 'Cat Purée Sticks', 990, [...grams(60, 15, 60), ...bundled(4, grams(60, 60))], petFlavours, 900],
    ['冻干零食', 'Freeze-dried Treats', 3980, treatPacks, petFlavours, 900],
    ['磨牙棒', 'Dental Chews', 1980, treatPacks, petFlavours, 900],
    ['猫砂', 'Cat Litter', 2980, millilitres(6000, 4000, 6000, 10000), petKinds],
    ['尿垫', 'Puppy Pads', 2980, pieces('片', 'pcs', 30, 50, 100), petKinds],
    ['宠物香波', 'Pet Shampoo', 3580, millilitres(400, 250, 400, 1000), petKinds],
    ['宠物窝', 'Pet Bed', 7980, petSizes, petKinds],
    ['牵引绳', 'Dog Lead', 2980, petSizes, petKinds],
    ['逗猫棒', 'Cat Teaser', 990, pieces('支', 'pcs', 1, 2, 3), petKinds],
    ['猫抓板', 'Cat Scratcher', 2580, petSizes, petKinds],
    ['宠物饮水机', 'Pet Fountain', 8900, millilitres(2000, 1500, 2000, 3000), petKinds],
    ['鱼食', 'Fish Food', 1280, treatPacks, petKinds, 900],
  ],
}

export const stationery: Shelf = {
  department: 'stationery',
  share: 4,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: stationers,
  products: [
    ['中性笔', 'Gel Pen', 250, penPacks, inks],
    ['圆珠笔', 'Ballpoint Pen', 200, penPacks, inks],
    ['钢笔', 'Fountain Pen', 2980, penPacks, inks],
    ['荧光笔', 'Highlighter', 390, penPacks, inks],
    ['铅笔', 'Pencil', 150, penPacks, inks],
    ['彩色铅笔', 'Colouring Pencils', 1280, pieces('色', 'colours', 12, 24, 36, 48), themes],
    ['水彩笔', 'Felt Pens', 1480, pieces('色', 'colours', 12, 24, 36), themes],
    ['橡皮', 'Eraser', 200, pieces('块', 'pcs', 1, 2, 4), themes],
    ['笔记本', 'Notebook', 890, bookPacks, papers],
    ['作业本', 'Exercise Book', 250, bookPacks, papers],
    ['便利贴', 'Sticky Notes', 490, pieces('本', 'pads', 1, 4, 8), papers],
    ['文件夹', 'Folder', 690, pieces('只', 'pcs', 1, 5, 10), colours],
    ['胶带', 'Adhesive Tape', 350, pieces('卷', 'rolls', 1, 3, 6), colours],
    ['固体胶', 'Glue Stick', 320, pieces('支', 'pcs', 1, 3, 12), colours],
    ['订书机', 'Stapler', 1580, named('小号 Small 0.8, 标准 Standard 1, 重型 Heavy-duty 2.2'), colours],
    ['学生剪刀', 'Scissors', 890, pieces('把', 'pcs', 1, 2), colours],
    ['儿童绘本', 'Picture Book', 2980, readerPacks, themes, 0],
    ['少儿读物', 'Young Reader', 2480, readerPacks, themes, 0],
    ['拼图', 'Jigsaw Puzzle', 3980, pieces('片', 'pcs', 100, 300, 500, 1000), themes],
  ],
}

export const home: Shelf = {
  department: 'home',
  share: 8,
  taxBasisPoints: 1300,
  minimumAge: 0,
  makers: homeMakers,
  products: [
    ['饭碗', 'Rice Bowl', 1280, wares, materials],
    ['餐盘', 'Dinner Plate', 1580, wares, materials],
    ['水杯', 'Tumbler', 1980, wares, materials],
    ['保温杯', 'Vacuum Flask', 6980, millilitres(500, 350, 500, 750), colours],
    ['筷子', 'Chopsticks', 1980, pieces('双', 'pairs', 5, 10, 20), woods],
    ['炒锅', 'Wok', 12800, panSizes, metals],
    ['不粘煎锅', 'Non-stick Frying Pan', 8980, panSizes, colours],
    ['菜刀', 'Kitchen Knife', 5980, wares, blades],
    ['砧板', 'Chopping Board', 3980, wares, woods],
    ['保鲜盒', 'Food Container', 1580, wares, materials],
    ['毛巾', 'Hand Towel', 990, pieces('条', 'pcs', 1, 2, 4), fabrics],
    ['浴巾', 'Bath Towel', 3980, pieces('条', 'pcs', 1, 2), fabrics],
    ['四件套', 'Bedding Set', 19800, bedding, fabrics],
    ['被子', 'Quilt', 15800, bedding, fabrics],
    ['枕头', 'Pillow', 5980, pieces('只', 'pcs', 1, 2), fabrics],
    [
      '拖鞋',
      'Slippers',
      1980,
      named('36-37码 EU 36–37 1, 38-39码 EU 38–39 1, 40-41码 EU 40–41 1, 42-43码 EU 42–43 1'),
      colours,
    ],
    ['衣架', 'Clothes Hangers', 1280, pieces('只', 'pcs', 10, 20, 40), colours],
    ['收纳箱', 'Storage Box', 3980, wares, colours],
    ['晾衣绳', 'Clothesline', 990, named('3米 3 m 0.7, 5米 5 m 1, 10米 10 m 1.7'), colours],
    ['LED灯泡', 'LED Bulb', 1280, named('5瓦 5 W 0.7, 9瓦 9 W 1, 12瓦 12 W 1.3, 18瓦 18 W 1.8'), lights],
    ['雨伞', 'Umbrella', 3980, named('折叠 Folding 1, 长柄 Full-length 1.15, 儿童 Kids 0.7'), colours],
    ['5号电池', 'AA Batteries', 990, pieces('节', 'pcs', 4, 8, 12, 24), cells],
  ],
}
