package org.heliograph.cms.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.jcr.PropertyType;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.definition.Site.I18n;
import org.heliograph.cms.web.RestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LanguageTest {

    /** A node with a title in every language that a test may ask for. */
    private static final NodeSnapshot TITLED =
            node(Map.of("title", "default", "title_zh", "zh", "title_zh_CN", "zh_CN", "title_zh_TW", "zh_TW"));

    /** The first locale is the default one. */
    private static I18n i18n(String locales) {
        List<Locale> all = Arrays.stream(locales.split(" "))
                .map(name -> name.split("_"))
                .map(parts -> parts.length == 1 ? new Locale(parts[0]) : new Locale(parts[0], parts[1]))
                .toList();
        return new I18n(true, all.get(0), all.get(0), all);
    }

    private static NodeSnapshot node(Map<String, String> texts) {
        Map<String, Property> properties = new TreeMap<>();
        texts.forEach((name, text) -> properties.put(name, new Property(PropertyType.STRING, false, List.of(text))));
        return nodeOf(properties);
    }

    private static NodeSnapshot nodeOf(Map<String, Property> properties) {
        return new NodeSnapshot("n", "/n", "id", "mgnl:content", List.of("mgnl:content"), properties);
    }

    private static Language byParameter(String locales, String parameter) {
        return Language.of(i18n(locales), Optional.of(parameter), Optional.empty());
    }

    private static Language byHeader(String locales, String header) {
        return Language.of(i18n(locales), Optional.empty(), Optional.of(header));
    }

    private static String title(Language language) {
        return language.localize(TITLED, stored -> true).get("title").text();
    }

    @ParameterizedTest
    @CsvSource({
        "en zh,       zh,    zh",
        "en zh,       ZH,    zh",
        "en zh,       zh-CN, zh",
        "en zh,       zh_CN, zh",
        "en zh,       zh-TW, zh",
        "en zh,       en,    default",
        "en zh,       EN-us, default",
        "en zh,       de,    default",
        "en zh zh_TW, zh-TW, zh_TW",
        "en zh zh_TW, ZH_tw, zh_TW",
        "en zh zh_TW, zh-CN, zh",
        "en zh_CN,    zh,    default",
        "en zh_CN,    zh-CN, zh_CN",
        "en zh_CN,    zh-TW, default",
        "zh zh_TW,    zh,    zh",
        "zh zh_TW,    zh-TW, zh_TW",
        "zh zh_TW,    zh-HK, zh",
        "en,          zh,    default"
    })
    void theParameterChoosesTheLocaleItsLanguageOrTheDefault(String locales, String parameter, String expected) {
        assertThat(title(byParameter(locales, parameter))).isEqualTo(expected);
    }

    @Test
    void aParameterWhoseLanguageTheSiteLacksLeavesTheChoiceToTheHeader() {
        Language language = Language.of(i18n("en zh"), Optional.of("de"), Optional.of("zh"));

        assertThat(title(language)).isEqualTo("zh");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "xx",
                "english",
                "zh,en",
                "zh-Hant",
                "zh-Hant-TW",
                "zh;q=0.5",
                "-",
                "储能",
                "zh-CNN",
                "zh-XX"
            })
    void aParameterThatIsNoLanguageIsRefused(String parameter) {
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> byParameter("en zh", parameter))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400))
                .withMessageContaining("Language parameter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    en zh       ! zh                              ! zh
                    en zh       ! ZH                              ! zh
                    en zh       ! zh-CN                           ! zh
                    en zh       ! zh-SG                           ! zh
                    en zh       ! zh-TW                           ! zh
                    en zh       ! zh-HK                           ! zh
                    en zh       ! zh-Hant-HK                      ! default
                    en zh       ! zh-Hans-CN                      ! default
                    en zh zh_TW ! zh-Hant                         ! default
                    en zh zh_TW ! zh-Hant-TW,zh-TW;q=0.9,zh;q=0.8 ! zh_TW
                    en zh       ! en                              ! default
                    en zh       ! en-GB,en;q=0.9                  ! default
                    en zh       ! de                              ! default
                    en zh       ! de,zh;q=0.3                     ! zh
                    en zh       ! *                               ! default
                    en zh       ! *,zh;q=0.5                      ! default
                    en zh       ! *;q=0.1,zh;q=0.5                ! zh
                    en zh       ! *,en;q=0                        ! zh
                    en zh       ! en;q=0.5,zh;q=0.8               ! zh
                    en zh       ! zh;q=0.5,en;q=0.8               ! default
                    en zh       ! zh;q=0                          ! default
                    en zh       ! zh;q=0,en                       ! default
                    en zh       ! zh;q=0.000                      ! default
                    en zh       ! zh;q=1.000,en                   ! default
                    en zh       ! zh,en                           ! default
                    en zh       ! zh,en;q=0.999                   ! zh
                    en zh       ! zh ; q = 0.9 , en ; q = 0.1     ! zh
                    en zh       ! zh;Q=0.9,en;q=0.1               ! zh
                    en zh       ! zh_CN                           ! default
                    en zh       ! abcdefghi                       ! default
                    en zh       ! ,                               ! default
                    en zh       ! ,,zh                            ! zh
                    en zh       ! ''                              ! default
                    en zh zh_TW ! zh-TW                           ! zh
                    en zh zh_TW ! zh-tw                           ! zh
                    en zh_TW zh ! zh-TW                           ! zh_TW
                    en zh_TW zh ! zh                              ! zh_TW
                    en zh zh_TW ! zh-TW,zh;q=0.9                  ! zh_TW
                    en zh zh_TW ! zh-TW,zh;q=0.9,en;q=0.8         ! zh_TW
                    en zh zh_TW ! zh-CN,zh-TW;q=0.9               ! zh
                    en zh_CN    ! zh                              ! zh_CN
                    en zh_CN    ! zh-CN                           ! zh_CN
                    zh zh_TW    ! zh-TW                           ! zh
                    zh zh_TW    ! zh-TW,zh;q=0.9                  ! zh_TW
                    zh zh_TW    ! zh                              ! zh
                    zh en       ! de                              ! zh
                    """)
    void theHeaderChoosesTheBestLocale(String locales, String header, String expected) {
        assertThat(title(byHeader(locales, header))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh;q=2", "zh;q=-1", "zh;q=high", "zh;q=", "zh;q=0.12345", "en,zh;q=1.5"})
    void aHeaderWithAWeightThatIsNoneIsRefused(String header) {
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> byHeader("en zh", header))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void aHeaderOfManyBlanksOrRangesIsAnswered() {
        assertThat(title(byHeader("en zh", "zh" + " ".repeat(16_000) + "x"))).isEqualTo("default");
        assertThat(title(byHeader("en zh", "de,".repeat(5_000) + "zh"))).isEqualTo("zh");
    }

    @Test
    void withoutParameterAndHeaderTheDefaultHolds() {
        Language language = Language.of(i18n("en zh"), Optional.empty(), Optional.empty());

        assertThat(language.locale()).hasValue(Locale.ENGLISH);
        assertThat(title(language)).isEqualTo("default");
    }

    @Test
    void theParameterBeatsTheHeader() {
        assertThat(title(Language.of(i18n("en zh"), Optional.of("en"), Optional.of("zh"))))
                .isEqualTo("default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "ALL", "All"})
    void allShowsEveryValueUnderItsStoredName(String all) {
        Language language = byParameter("en zh", all);

        assertThat(language.locale()).isEmpty();
        assertThat(language.localize(TITLED, stored -> true).keySet())
                .containsExactly("title", "title_zh", "title_zh_CN", "title_zh_TW");
    }

    @Test
    void aMissingOrEmptyTranslationFallsBack() {
        NodeSnapshot node = node(Map.of("a", "a", "b", "b", "b_zh", "", "c", "c", "c_zh", "丙"));

        assertThat(texts(byParameter("en zh", "zh"), node)).containsExactly("a=a", "b=b", "c=丙");
        assertThat(texts(byParameter("en zh", "en"), node)).containsExactly("a=a", "b=b", "c=c");
    }

    @Test
    void theTranslationOfALocaleFallsBackToThatOfItsLanguage() {
        NodeSnapshot node = node(Map.of("a", "a", "a_zh", "甲", "b", "b", "b_zh", "乙", "b_zh_TW", "乙乙"));

        assertThat(texts(byParameter("en zh zh_TW", "zh-TW"), node)).containsExactly("a=甲", "b=乙乙");
        assertThat(texts(byParameter("en zh zh_TW", "zh"), node)).containsExactly("a=甲", "b=乙");
    }

    @Test
    void whatHasATranslationOnlyIsShownInThatLanguageOnly() {
        NodeSnapshot node = node(Map.of("a_zh", "甲", "b", "b"));

        assertThat(texts(byParameter("en zh", "zh"), node)).containsExactly("a=甲", "b=b");
        assertThat(texts(byParameter("en zh", "en"), node)).containsExactly("b=b");
    }

    @Test
    void aListIsTranslatedAsAWhole() {
        NodeSnapshot node = nodeOf(Map.of(
                "tags", list("one", "two"),
                "tags_zh", list("一"),
                "empty", list("one"),
                "empty_zh", list()));

        assertThat(byParameter("en zh", "zh")
                        .localize(node, stored -> true)
                        .get("tags")
                        .values())
                .containsExactly("一");
        assertThat(byParameter("en zh", "zh")
                        .localize(node, stored -> true)
                        .get("empty")
                        .values())
                .containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"count_of", "zh", "_zh", "title_ZH", "title_CN", "a_b_c", "valid_from", "name_v2", "title-zh"})
    void whatOnlyLooksLikeATranslationIsKept(String name) {
        assertThat(texts(byParameter("en zh", "zh"), node(Map.of(name, "x")))).containsExactly(name + "=x");
        assertThat(texts(byParameter("en zh", "en"), node(Map.of(name, "x")))).containsExactly(name + "=x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title_de", "title_zh", "title_zh_TW", "a_b_zh", "a_b_zh_TW", "a_b_c_zh", "part_no"})
    void whatIsOfAnotherLanguageOfTheWorldIsHiddenWhetherTheSiteHasItOrNot(String name) {
        assertThat(texts(byParameter("en zh_CN", "en"), node(Map.of(name, "x", "b", "b"))))
                .containsExactly("b=b");
    }

    @Test
    void aSiteWithoutLanguagesHidesTranslationsAndShowsTheOthers() {
        Language language = Language.of(Site.none().i18n(), Optional.of("zh"), Optional.empty());

        assertThat(texts(language, TITLED)).containsExactly("title=default");
    }

    @Test
    void aSuffixedValueOfTheDefaultLanguageBeatsTheBareOne() {
        NodeSnapshot node = node(Map.of("a", "bare", "a_en", "suffixed", "b", "bare", "b_en", ""));

        assertThat(texts(byParameter("en zh", "en"), node)).containsExactly("a=suffixed", "b=bare");
        assertThat(texts(byParameter("en zh", "zh"), node)).containsExactly("a=suffixed", "b=bare");
    }

    @Test
    void theLanguageFallsBackToItsCountriesAndThenToTheFallbackLocale() {
        I18n i18n = new I18n(
                true,
                Locale.ENGLISH,
                Locale.FRENCH,
                List.of(Locale.ENGLISH, new Locale("zh"), new Locale("zh", "TW"), Locale.FRENCH));
        NodeSnapshot node = node(Map.of("a", "a", "a_zh_TW", "甲", "b", "b", "b_fr", "bé", "c", "c"));

        assertThat(texts(Language.of(i18n, Optional.of("zh"), Optional.empty()), node))
                .containsExactly("a=甲", "b=bé", "c=c");
    }

    @Test
    void childNodesAreTranslatedAsAWhole() {
        List<NodeSnapshot> children = Stream.of("steps", "steps_zh", "only_zh", "other")
                .map(LanguageTest::child)
                .toList();

        assertThat(names(byParameter("en zh", "zh"), children))
                .containsExactly("steps=/steps_zh", "only=/only_zh", "other=/other");
        assertThat(names(byParameter("en zh", "en"), children)).containsExactly("steps=/steps", "other=/other");
        assertThat(names(byParameter("en zh", "all"), children))
                .containsExactly("steps=/steps", "steps_zh=/steps_zh", "only_zh=/only_zh", "other=/other");
    }

    private static NodeSnapshot child(String name) {
        return new NodeSnapshot(name, "/" + name, name, "mgnl:contentNode", List.of("mgnl:contentNode"), Map.of());
    }

    private static List<String> names(Language language, List<NodeSnapshot> children) {
        return language.localize(children).stream()
                .map(child -> child.getKey() + "=" + child.getValue().path())
                .toList();
    }

    @Test
    void anExcludedNameIsShownIfItsTranslationIsNot() {
        NodeSnapshot node = node(Map.of("a", "a", "a_zh", "甲", "b", "b", "c", "c", "c_zh", "丙"));
        Set<String> excluded = Set.of("a", "b", "c_zh");

        assertThat(byParameter("en zh", "zh").localize(node, stored -> !excluded.contains(stored)))
                .containsOnlyKeys("a", "c");
        assertThat(byParameter("en zh", "zh")
                        .localize(node, stored -> !excluded.contains(stored))
                        .get("c")
                        .text())
                .isEqualTo("丙");
        assertThat(byParameter("en zh", "en").localize(node, stored -> !excluded.contains(stored)))
                .containsOnlyKeys("c");
    }

    @Test
    void linksCarryTheLocaleUnlessItIsTheDefault() {
        I18n i18n = i18n("en zh zh_TW");

        assertThat(byParameter("en zh zh_TW", "zh").linkPrefix(i18n, "text_zh")).isEqualTo("/zh");
        assertThat(byParameter("en zh zh_TW", "zh-TW").linkPrefix(i18n, "text")).isEqualTo("/zh_TW");
        assertThat(byParameter("en zh zh_TW", "en").linkPrefix(i18n, "text")).isEmpty();
        assertThat(byParameter("en zh zh_TW", "de").linkPrefix(i18n, "text")).isEmpty();
        assertThat(byParameter("en zh zh_TW", "all").linkPrefix(i18n, "text")).isEmpty();
        assertThat(byParameter("en zh zh_TW", "all").linkPrefix(i18n, "text_zh_TW"))
                .isEqualTo("/zh_TW");
    }

    private static Property list(Object... values) {
        return new Property(PropertyType.STRING, true, List.of(values));
    }

    private static List<String> texts(Language language, NodeSnapshot node) {
        return language.localize(node, stored -> true).entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().text())
                .collect(Collectors.toList());
    }
}
