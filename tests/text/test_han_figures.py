"""What Chinese says with figures of its own: spans, places in a law, discounts, lunar days."""

from __future__ import annotations

import pytest

from reader.text.literals import literals


def found(text: str) -> list[str]:
    return [each.renderings[0] for each in literals(text, "zh", "en")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("三年六个月有期徒刑", ["three years and six months"]),
        ("判处2年零11个月监禁", ["2 years and 11 months"]),
        ("历时一年又两个月十天", ["one year, two months and ten days"]),
        ("三个月零五天", ["three months and five days"]),
        (
            "两年半，一年半，15年半",
            ["two and a half years", "a year and a half", "15 and a half years"],
        ),
        ("两个半小时，一个半月", ["two and a half hours", "a month and a half"]),
        ("1小时半，三天半", ["an hour and a half", "three and a half days"]),
        ("3岁半的孩子", ["three and a half years old"]),
        ("十八岁零三个月", ["18 years and 3 months old"]),
        ("三十多岁，50余岁，七旬老人", ["30-something", "50-something", "70-something"]),
        ("七旬末", []),
        ("身高一米八五，一米七", ["1.85 m", "1.7 m"]),
        ("建国70周年，一周年", ["70th anniversary", "1st anniversary"]),
        ("一年半载，第三年半决赛，三年半工半读", []),
        ("住满5周年", ["5"]),
        ("2024年6个月", ["2024", "6"]),
        ("一年12个月，一个月30天", ["12", "30"]),
    ],
)
def test_spans_keep_both_their_parts(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("8999元，3.5万亿元", ["8,999 yuan", "3.5 trillion yuan"]),
        ("25港元，3000韩元", ["25 Hong Kong dollars", "3,000 won"]),
        ("200万加元和5亿澳元", ["2 million Canadian dollars", "500 million Australian dollars"]),
        ("20瑞士法郎，40法郎", ["20 Swiss francs", "40 francs"]),
        ("5000亿日圆，80 卢比", ["500 billion yen", "80 rupees"]),
        ("2元素，3元旦晚会", ["2", "3"]),
        ("千分之五，千分之三点五", ["5 per thousand", "3.5 per thousand"]),
        ("万分之二，十万分之12", ["2 per 10,000", "12 per 100,000"]),
        ("达到1.2亿吨，增至3.4亿", ["120 million tonnes", "340 million"]),
        ("增长到三百万，两到三千人", ["3 million", "2,000 to 3,000"]),
        ("百分之五，三分之二", ["5%", "two thirds"]),
    ],
)
def test_money_and_parts_per_thousand(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全场七折优惠", ["30%"]),
        ("打八五折，打8.5折，打85折", ["15%", "15%", "15%"]),
        ("部分打三至五折", ["50 to 70%"]),
        ("可享受五折优惠，以对折出售", ["50% off", "50% off"]),
        ("一波三折，曲折，打折，骨折，八折叠，三折屏", []),
    ],
)
def test_a_discount_is_what_is_taken_off(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("今天是腊月二十三", ["the 23rd day of the twelfth lunar month"]),
        ("正月十五，五月初五", [
            "the 15th day of the first lunar month", "the 5th day of the fifth lunar month"]),
        ("农历八月十五", ["the 15th day of the eighth lunar month"]),
        ("大年初一，大年三十", [
            "the first day of the Lunar New Year", "Lunar New Year's Eve"]),
        ("七月初三名男子", ["July"]),
        ("3月5日上午9时30分", ["5 March at 9:30 a.m."]),
        ("2024年3月5日（星期二）9时", ["Tuesday 5 March 2024 at 9:00"]),
        ("10月12日凌晨2时左右", ["12 October at about 2 a.m."]),
        ("截至9月30日下午4时", ["30 September at 4 p.m."]),
        ("星期五上午10点，周日20:00", ["Friday at 10 a.m.", "Sunday at 20:00"]),
        ("3月5日（星期二），", ["Tuesday 5 March"]),
        ("每周五10点30分", ["10:30"]),
        ("25日20:00", ["the 25th at 20:00"]),
        ("3月5日9时30分至11时30分", ["5 March from 9:30 to 11:30"]),
        ("早上8点至晚上8点", ["8 a.m. to 8 p.m."]),
        ("下午2点至4点半，晚上10点到2点", ["2 p.m. to 4:30 p.m.", "10 p.m. to 2:00"]),
        ("3月5日到6日上午9时", ["5 to 6 March", "9 a.m."]),
        ("2023年1至9月，1月至3月，六到八月", [
            "January to September 2023", "January to March", "June to August"]),
        ("1月2日至3月5日", ["2 January", "5 March"]),
    ],
)  # fmt: skip
def test_lunar_days_hours_of_a_date_and_ranges_of_months(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("第十二条第三款第二项", ["Article 12, paragraph 3, item 2"]),
        ("第三款第（二）项，第5章第2节", ["paragraph 3, item 2", "chapter 5, section 2"]),
        ("第二百三十四条之一第二款", ["Article 234-1, paragraph 2"]),
        ("第四款和第五款，第三条至第五条", ["paragraphs 4 and 5", "Articles 3 to 5"]),
        ("第四条和第五条线路", []),
        ("第743号令，第十二号公告", ["Order No. 743", "Announcement No. 12"]),
        ("根据第五条，该法第六条规定", ["Article 5", "Article 6"]),
        ("第五条线路", []),
        ("他住在长安街12号3单元501室", ["No. 12, Unit 3, Room 501"]),
        ("人民路15号院3号楼", ["No. 15, Building 3"]),
        ("铁路12号开工，隧道1号竖井", ["the 12th", "the 1st"]),
        ("歼-20、米-8和苏-35S", ["J-20", "Mi-8", "Su-35S"]),
        ("如歼-20，如图-12所示", ["J-20", "12"]),
        ("合同12号生效，胡同12号", ["the 12th", "No. 12"]),
        ("第3号令人失望", ["3rd"]),
        ("江苏-20，50米-20米", ["20", "50 metres", "20 metres"]),
        ("神舟十八号，长征二号丁，北斗三号", ["Shenzhou-18", "Long March 2D", "BeiDou-3"]),
    ],
)
def test_places_in_a_law_and_a_street_and_types(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("黄金每克580元", ["per gram", "580 yuan"]),
        ("每平方公里约80人", ["per square kilometre", "80"]),
        ("每克580元，每千克58万元", ["580 yuan", "580,000 yuan"]),
        ("每亩地都很好，5人", ["5"]),
    ],
)
def test_what_a_number_is_counted_by(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("25:23、25:21、25:18", ["25-23, 25-21 and 25-18"]),
        ("22比18、20比19和21比15", ["22-18, 20-19 and 21-15"]),
        ("6-4、3-6、7-6", ["6-4, 3-6 and 7-6"]),
        ("8:30、10:15、12:00", ["8:30", "10:15", "12:00"]),
        ("2010-2015、2016-2020", ["2010-2015", "2016-2020"]),
    ],
)
def test_no_score_of_a_row_is_lost(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted
