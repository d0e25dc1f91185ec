"""Words in which a term stands by chance, and is not to be found."""

from __future__ import annotations

HIDING: dict[str, tuple[str, ...]] = {
    "zh": (
        *("伊斯兰国家", "联合国家", "拉美国家", "南美国家", "北美国家", "欧美国家"),
        *("完美国度", "道德国家", "人权利", "人权益", "警官兵", "哈利法国际"),
        *("约旦河西岸", "南非荷兰语", "越南非", "东北非常", "布里塔尼", "苏塞克斯", "里昂内尔"),
        *("孟菲斯", "格里菲斯", "墨菲斯", "阿克拉姆", "多哈萨克", "多哈密", "多哈佛"),
        *("也门槛", "也门庭", "总理事", "桦加沙", "意大利面", "土耳其浴"),
        *(
            "以南非洲",
            "西南非洲",
            "阿巴西",
            "伦敦德里",
            "越南盾",
            "捷克克朗",
            "气候极端化",
            "天气极端化",
        ),
        # Ministers, and "long" or "grow up" after a word that ends as theirs begin.
        *("格外长", "堤防长", "此外长", "国外长大", "海外长大", "户外长时间"),
        *("海外长期", "国外长期", "对外长期", "国防长期", "国防长远", "国防长城"),
        *("各省长期", "全省长期", "该省长期", "我省长期", "省长期以来"),
        *("省长沙", "省长江", "省长春", "省长治"),
        # Departments in general, and what is of a minister's rank.
        *("教育部门", "卫生部门", "环境部门", "农业部门", "交通部门", "旅游部门", "财政部门"),
        *("内政部门", "国防部门", "内政部长级", "外交部长级", "国防部长级", "司法部长级"),
        *("西北约", "东北约"),
        # 以北约40公里 is "some 40 km north of"; 以北约为首, "led by NATO".
        *(f"以北约{number}" for number in "0123456789一二三四五六七八九十百几数"),
        *(f"以北约 {digit}" for digit in "0123456789"),
    ),
}
"""Where words meet and make another by chance, by language: 拉美国家 holds no 美国.

A term that lies inside is not found. Names belong into a glossary instead.
"""
