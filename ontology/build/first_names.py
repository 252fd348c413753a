"""Write ``ontology/lexicon/first-names.tsv`` from Faker's lists (MIT) and the names below.

Run: ``python ontology/build/first_names.py`` (needs ``pip install faker``; not needed to run kg).
Faker has names by country; a name is taken when at least two countries list it, or one of those that
news writes in Latin letters most. Names of countries that write in other letters are added below, as
English news spells them.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "lexicon" / "first-names.tsv"
LATIN = re.compile(r"[A-Z][a-zà-ž'’]+(?:-[A-Z][a-zà-ž]+)?")
ENOUGH = frozenset("en_US en_GB en_IN en_NG es_ES fr_FR de_DE it_IT tr_TR id_ID en_KE sw vi_VN".split())
COMMON_WORDS = frozenset(
    """
    Art Angel April August Ace Autumn Bishop Blue Buck Bud Candy Case Cash Chance Charity Chase China Christian
    Church Clay Cliff Constant Cook Crystal Dale Dawn Dean Deep Destiny Dusty Earl Early Essence Eve Ever Faith
    Favour Fern Fidel Forest Frank Gay General Genesis Georgia German Ginger Glory Golden Grace Grant Green Guy
    Happiness Happy Harmony Hazel Heath Heaven Holly Hope Hunter Ivory Ivy India Iris Israel Jewel Jordan Joy Judge
    Julian July June Junior Justice Kenya Lake Lance Lane Lark Law Lily Long Love Loyal Luck Lucky Major Mark Marine
    Marshal Marshall Mason May Mercy Mister Money Morning Nevada Noble Norman North Ocean Olive Orange Page Paris
    Patience Pearl Penny Prince Princess Promise Queen Rain Ransom Ray Reed Rich River Robin Rock Rocky Roman Rose
    Royal Ruby Rusty Sage Sandy Saint Sharp Sierra Sky Spring Star Sterling Stone Storm Success Summer Sunday Sunny
    Sunshine Taylor Tiger Treasure True Trinity Troy Unique Van Victory Victoria Violet Virgin Virginia Vision West
    Will Winter Wisdom Woody Young Monday Friday Wednesday Thursday Saturday Tuesday Season Sea Son Sun Moon Per
    Else Man Van Nation Bay Hill Wood Berry Brook Carol Cherry Dot Drew Fay Flora Gene Miles Pat Rob Sue Wade Bill
    Jack Rusty Skip Stew Tab Ward Wing Wren Peace God Blessing Gift Goodness Precious Comfort Innocent Lovely
    """.split()
)
"""Not taken: as the first word of a sentence they are mostly something else."""

MALE = """
Vladimir Dmitry Dmitri Sergei Sergey Mikhail Ivan Igor Boris Nikolai Nikolay Andrei Andrey Alexei Alexey Aleksei
Aleksandr Aleksander Oleg Yuri Yury Pavel Viktor Konstantin Anatoly Evgeny Yevgeny Grigory Leonid Maxim Maksim Roman
Ruslan Ramzan Kirill Gennady Vasily Valery Vitaly Vyacheslav Volodymyr Oleksandr Petro Mykola Serhiy Andriy Dmytro
Vasyl Oleksiy Ihor Taras Bohdan Nursultan Kassym Ilham Heydar Nikol Serzh Mikheil Bidzina Mohammed Muhammad Mohammad
Mohamed Mohamad Ahmed Ahmad Ali Hassan Hussein Hossein Hasan Omar Umar Khaled Khalid Ibrahim Yusuf Youssef Yousef
Abdullah Abdallah Abdul Abdulaziz Abdulrahman Abdel Mahmoud Mustafa Mostafa Tariq Tarek Walid Faisal Fahd Saud
Salman Nasser Bashar Hafez Saddam Muammar Osama Ayman Ismail Ismael Yasser Riyad Samir Karim Kareem Jamal Gamal
Hamid Hamad Hamza Bilal Anwar Adel Amr Essam Hisham Hosni Marwan Mansour Majid Mehdi Mahdi Moussa Musa Nabil Rashid
Rafik Saad Saleh Sami Zayed Tamim Reza Javad Qassem Qasem Ebrahim Akbar Amir Farhad Behrouz Kamal Massoud Hamed
Ashraf Imran Nawaz Asif Pervez Shahid Zia Arif Salim Farooq Tahir Usman Xi Wei Jian Jun Ming Hao Feng Lei Peng Tao
Yang Bin Bo Chao Gang Guang Hong Hui Jie Kai Keqiang Qiang Qing Wen Xiaoping Yi Yong Zemin Zedong Jinping Jintao Hu
Shinzo Yoshihide Fumio Junichiro Taro Kenji Hiroshi Takeshi Akira Hiroki Kazuo Satoshi Shigeru Yasuhiro Haruki
Makoto Naoto Ichiro Jiro Koji Masahiro Naruhito Akihito Jae Jong Kim Min-ho Jae-in Jong-un Jong-il Il-sung Geun
Myung-bak Dae-jung Sung-ho Ji-hoon Tae-hyung Seung Narendra Rahul Amit Rajiv Raj Rajesh Ravi Sanjay Suresh Vijay
Anil Arun Ashok Deepak Manmohan Mohan Mukesh Nitin Pranab Prakash Ramesh Sachin Sunil Vikram Arvind Atal Gautam
Satya Sundar Ratan Lakshmi Mahinda Gotabaya Joko Prabowo Susilo Mahathir Anwar Najib Lee Prayut Thaksin Ferdinand
Rodrigo Benigno Nguyen Van Kofi Kwame Nelson Thabo Jacob Cyril Julius Uhuru Raila Mwai William Yoweri Paul Robert
Emmerson Goodluck Muhammadu Olusegun Umaru Abiy Haile Meles Isaias Salva Riek Omar Idriss Denis Laurent Joseph Felix
Alassane Macky Abdoulaye Teodoro Benjamin Ehud Yitzhak Shimon Ariel Avigdor Naftali Yair Moshe Menachem Golda Recep
Tayyip Abdullah Kemal Bulent Mevlut Fethullah Mehmet Cem Orhan Hakan Emre Viktor Orban Janos Laszlo Istvan Gabor
Zoltan Milos Andrej Donald Lech Jaroslaw Mateusz Radoslaw Zbigniew Slobodan Aleksandar Zoran Milorad Radovan Ratko
Ed Doug Geoff Matt Mick Phil Dick Reg Len Stu Ewan Euan Alasdair Sebastien
Huw Owain Chuck Hank Walt Herb Gus Ernie Alfie Freddie Lachlan Jock
Hashim Edi Klaus Traian Nicolae Boyko Rumen Alexis Kyriakos Giorgos Giannis Nikos Andreas Dimitris Yannis
""".split()
FEMALE = """
Trish Bev Barb Cath Kath Steph Mhairi Ailsa
Olga Natalia Natalya Svetlana Tatiana Tatyana Irina Elena Yelena Ekaterina Yekaterina Anastasia Galina Ludmila
Lyudmila Marina Oksana Larisa Valentina Nadezhda Yulia Julia Yana Ksenia Daria Darya Polina Alina Vera Lyubov Raisa
Maryna Olena Tetyana Nataliya Yuliya Iryna Fatima Fatma Aisha Ayesha Khadija Zainab Maryam Mariam Leila Layla Laila
Noor Nour Nadia Yasmin Yasmine Samira Salma Rania Hanan Amal Amina Aminata Asma Farah Huda Iman Jamila Karima Latifa
Lina Malala Mona Nawal Rana Rasha Reem Safiya Sahar Samia Shirin Soraya Zahra Benazir Hina Sana Bushra Mei Ling
Li-hua Xiaoyan Yan Ying Yingluck Hua Lan Fang Meng Na Peng Ting Yun Yumi Yoko Yuki Yuriko Sakura Akiko Aiko Emiko
Haruka Hiroko Kaori Keiko Kumiko Makiko Mariko Masako Megumi Michiko Naoko Naomi Sanae Tomoko Geun-hye Yo-jong
Ji-young Min-ji Soo-jin Hye Yuna Indira Sonia Priyanka Aishwarya Deepika Kavita Lata Mamata Meera Neha Nirmala Pooja
Pratibha Priya Rani Rekha Shabana Smriti Sunita Sushma Uma Jayalalithaa Sheikh Hasina Khaleda Aung Megawati Sri
Corazon Gloria Imelda Leni Nomsa Nkosazana Winnie Graca Ellen Joyce Wangari Ngozi Chimamanda Folake Amina Samia
Sahle-Work Abena Ama Golda Tzipi Ayelet Miri Shira Noa Tansu Emine Meral Ayse Elif Zeynep Agnieszka Beata Ewa
Katarzyna Malgorzata Zuzana Iveta Kolinda Jadranka Biljana Vjosa Dalia Kersti Kaja Maia Viorica Salome
""".split()


def main() -> None:
    """Write the table: name, gender ("m", "f" or "" where both are common)."""
    genders: dict[str, Counter[str]] = {}
    places: dict[str, set[str]] = {}
    for locale, male, female in lists():
        for gender, names in (("m", male), ("f", female)):
            for name in names:
                if LATIN.fullmatch(name) and len(name) > 1:
                    genders.setdefault(name, Counter())[gender] += 1
                    places.setdefault(name, set()).add(locale)
    for gender, extra in (("m", MALE), ("f", FEMALE)):
        for name in extra:
            genders.setdefault(name, Counter())[gender] += 1
            places.setdefault(name, set()).add("extra")
    rows = []
    for name, votes in sorted(genders.items()):
        if name in COMMON_WORDS or not (len(places[name]) > 1 or "extra" in places[name] or places[name] & ENOUGH):
            continue
        m, f = votes["m"], votes["f"]
        rows.append(f"{name}\t{'m' if m >= 3 * f else 'f' if f >= 3 * m else ''}")
    head = (
        "# First names with the usual gender: m, f, or empty where both are common.\n"
        "# Generated by ontology/build/first_names.py.\n"
        "# Sources: Faker (MIT License, Copyright (c) 2012 Daniele Faraglia), and the list in that script.\n"
        "name\tgender\n"
    )
    OUT.write_text(head + "\n".join(rows) + "\n", encoding="utf8")
    print(len(rows), "names")


def lists() -> list[tuple[str, list[str], list[str]]]:
    """Return (locale, male names, female names) of every person provider of Faker."""
    import faker.providers.person as person

    out = []
    for folder in sorted(Path(person.__file__).parent.iterdir()):
        if folder.is_dir() and not folder.name.startswith("__"):
            provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
            male, female = (list(getattr(provider, f"first_names_{x}", ())) for x in ("male", "female"))
            out.append((folder.name, male, female))
    return out


if __name__ == "__main__":
    main()
