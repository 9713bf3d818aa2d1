/**
 * The invented brands of the demo supermarket by trade, each with a company prefix and a price level.
 * Prefixes 690–699 are China's; the importers carry those of their countries, 0 being a UPC-A of North America.
 */

import { makers } from './vocabulary.ts'

export const farms = makers(
  '田小满 Tianxiaoman 6902117 0.9',
  '绿垄 Greenfurrow 6902118 1',
  '山与禾 Shan & He 6903240 1.15',
  '朝露园 Morning Dew 6903241 1.3',
  '鲜邻里 Xianlin 6904352 0.95',
  '八亩地 Eight Mu 6904353 1.1',
)

export const butchers = makers(
  '牧野仓 Muye Barn 6905461 1',
  '青坡牧 Qingpo Pastures 6905462 1.25',
  '石磨坊 Stonemill Meats 6905463 0.9',
  '鲜邻里 Xianlin 6904354 0.95',
  '高原牧歌 Plateau Song 6905464 1.45',
)

export const fishers = makers(
  '渔知岸 Yuzhi Shore 6906571 1',
  '海屿鲜 Haiyu 6906572 1.2',
  '潮头湾 Tidehead Bay 6906573 0.95',
  '蓝礁 Blue Reef 6906574 1.4',
)

export const dairies = makers(
  '云麓 Yunlu 6907681 1',
  '牧禾泉 Muhe Spring 6907682 0.92',
  '青原牧场 Qingyuan Meadow 6907683 1.1',
  '雪脊 Snowridge 6907684 1.35',
  '奶小语 Naiyu 6907685 1.05',
  '朝乳坊 Dawn Dairy 6907686 0.85',
)

export const bakers = makers(
  '麦言 Maiyan 6908791 1',
  '焙里 Beili 6908792 1.2',
  '晨炉 Chenlu Oven 6908793 0.9',
  '麦小暖 Mai Xiaonuan 6908794 1.05',
  '一炉香 Yiluxiang 6908795 1.3',
)

export const freezers = makers(
  '冰巷 Ice Lane 6909801 1',
  '雪屋厨 Snowhut Kitchen 6909802 1.15',
  '团圆里 Tuanyuanli 6909803 0.95',
  '北仓 Beicang 6909804 0.88',
  '霜小鲜 Frostfresh 6909805 1.25',
)

export const millers = makers(
  '谷满川 Gumanchuan 6910911 1',
  '稻邻 Daolin 6910912 0.92',
  '金穗里 Golden Ear Lane 6910913 1.1',
  '老灶头 Old Hearth 6910914 1.05',
  '百味塘 Baiwei Pond 6910915 0.95',
  '川小厨 Chuanxiaochu 6910916 1.08',
  '巷口味 Xiangkou 6910917 0.85',
  '禾岸 Hean 6910918 1.3',
)

export const snackMakers = makers(
  '果然趣 Guoranqu 6911021 1',
  '嚼嚼熊 Jojo Bear 6911022 1.1',
  '松风铺 Pinewind 6911023 1.25',
  '脆哆哆 Cuiduoduo 6911024 0.9',
  '卷卷猫 Curly Cat 6911025 1.05',
  '山栗家 Shanlijia 6911026 1.15',
  '零嘴社 Lingzui Club 6911027 0.85',
)

export const confectioners = makers(
  '糖小鹿 Sugar Fawn 6912131 1',
  '可可屿 Cocoa Isle 6912132 1.3',
  '蜜林 Honeywood 6912133 1.1',
  '甜伴 Tianban 6912134 0.88',
  '七彩泡 Rainbow Puff 6912135 0.95',
)

export const bottlers = makers(
  '清汀 Qingting 6913241 1',
  '泡泡鲸 Bubble Whale 6913242 1.05',
  '茶隐 Chayin 6913243 1.2',
  '溪源 Xiyuan 6913244 0.9',
  '橘子海 Orange Sea 6913245 1.1',
  '元焕 Yuanhuan 6913246 1.25',
  '小醒 Xiaoxing 6913247 1.15',
)

export const brewers = makers(
  '麦浪湾 Barley Bay 6914351 0.95',
  '江渚 Jiangzhu 6914352 1',
  '泉酿里 Quanniang 6914353 1.1',
  '醉南坡 Nanpo 6914354 1.3',
  '北窖 North Cellar 6914355 1.15',
  '老陶坛 Old Urn 6914356 1.6',
)

export const tobacconists = makers(
  '云岭渡 Yunling Ferry 6915461 1',
  '江畔枫 Riverside Maple 6915462 1.2',
  '归雁洲 Wild Goose Isle 6915463 0.85',
  '青峰客 Qingfeng 6915464 1.5',
  '玉帛里 Yuboli 6915465 1.9',
)

export const cleaners = makers(
  '净邻 Jinglin 6916571 1',
  '洁小象 Clean Elephant 6916572 0.9',
  '白桦间 Birchwood 6916573 1.2',
  '柔芯 Rouxin 6916574 1.05',
  '竹语 Zhuyu 6916575 1.15',
  '亮亭 Liangting 6916576 0.85',
)

export const carers = makers(
  '沐言 Muyan 6917681 1',
  '花漾集 Huayang 6917682 1.2',
  '白汀 White Shore 6917683 1.05',
  '清屿 Qingyu 6917684 0.95',
  '研肌社 Skin Studio 6917685 1.6',
  '舒芽 Shuya 6917686 0.88',
  '发如云 Cloudhair 6917687 1.1',
)

export const babyMakers = makers(
  '小芽邻 Little Sprout 6918791 1',
  '萌朵 Mengduo 6918792 0.95',
  '贝暖 Beinuan 6918793 1.15',
  '初绒 Churong 6918794 1.35',
)

export const petMakers = makers(
  '喵邻居 Meow Next Door 6919801 1',
  '汪满 Wangman 6919802 0.95',
  '毛球星 Furball Star 6919803 1.2',
  '野尾 Wildtail 6919804 1.5',
)

export const stationers = makers(
  '墨知 Mozhi 6920911 1',
  '笔记鹿 Note Deer 6920912 1.2',
  '方格社 Grid Club 6920913 1.1',
  '书间 Shujian 6920914 0.9',
)

export const homeMakers = makers(
  '木间 Mujian 6921021 1.2',
  '居小筑 Juxiaozhu 6921022 1',
  '暖檐 Warm Eaves 6921023 1.1',
  '陶野 Taoye 6921024 1.3',
  '炊里 Chuili 6921025 0.95',
  '日用家 Riyongjia 6921026 0.8',
)

export const importedPantry = makers(
  '施泰因霍夫 Steinhofer 4008213 1.5',
  '星町 Hoshimachi 4512847 1.6',
  '贝洛拉 Casa Bellora 8004519 1.55',
  '韩悦 Hanyue 8801934 1.4',
  '草原金 Prairie Crest 0074816 1.45',
)

export const importedDairy = makers(
  '阿尔姆溪 Almbach 4025187 1.5',
  '南蕨 Southern Fern 9415062 1.45',
  '北方牧 Nordmark 5701948 1.55',
)

export const importedSweets = makers(
  '蒙塔佩 Montalpe 7612439 1.8',
  '艾德雀 Alder & Finch 5012786 1.5',
  '花见屋 Hanamiya 4903562 1.6',
  '糖枫 Maple Lantern 0068731 1.4',
)

export const importedDrinks = makers(
  '科尔维诺 Corvigno 8007364 1.7',
  '南蕨 Southern Fern 9312857 1.6',
  '哈芬布劳 Hafenbrauer 4017529 1.5',
  '白鹭泽 Shirasagi 4978135 1.7',
)

export const importedCare = makers(
  '薇兰朵 Verlando 3401872 1.8',
  '雪绒堂 Setsujo 4549216 1.6',
  '南湾 South Cove 9335104 1.5',
  '海瑟黎 Heatherley 5018463 1.55',
)
