/**
 * What a brand writes on a pack besides what is in it: product lines, and the remarks of gift packs,
 * which are the long names that every screen and receipt has to bear.
 */

import { type Words, words } from './vocabulary.ts'

/** Lines of a brand; a small catalogue has only the plain one, a large one needs them all to keep names apart. */
export const series: readonly Words[] = [
  ...words(
    '-, 经典 Classic, 优享 Select, 悦享 Delight, 尊享 Prestige, 轻享 Lite, 青春 Youth, 匠心 Craftsman',
  ),
  ...words('臻品 Finest, 乐活 Vital, 春日 Spring, 夏日 Summer, 金秋 Autumn, 暖冬 Winter, 节庆 Festive'),
  ...words(
    '周年 Anniversary, 城市 City, 原野 Field, 海岸 Coast, 山间 Mountain, 晨曦 Daybreak, 星夜 Starlight',
  ),
  ...words('简约 Simple, 国风 Heritage, 田园 Garden, 都会 Metro, 邻里 Neighbour, 旅行 Travel, 超值 Value'),
  ...words('小满 Grain Rain, 拾光 Golden Hour, 知味 Gourmet, 云上 Above the Clouds, 半日 Half-day'),
]

export const remarks: readonly Words[] = [
  {
    zh: '（新春限定礼盒装，内含定制保温手提袋与贺卡各一份，赠品数量有限赠完即止，包装以门店实物为准，恕不单独更换赠品）',
    en: '(Spring Festival gift box with insulated carry bag and greeting card, while stocks last, packaging as displayed in store)',
  },
  {
    zh: '（家庭分享超值组合装，适合四至六人聚会，开封后请冷藏并尽快用完，限时加赠同款试用装两份，每位会员限购三件）',
    en: '(Family sharing value pack for four to six people, refrigerate after opening, two trial packs included, three per member)',
  },
  {
    zh: '（十周年纪念联名设计师限量版，随机附赠收藏卡片一张，外盒可回收再利用，请妥善保管并置于儿童不易触及的干燥阴凉处）',
    en: '(Tenth anniversary designer edition with one random collector card, recyclable box, keep in a cool and dry place)',
  },
]
