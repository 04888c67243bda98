package org.heliograph.cms.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.content.RefusedException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.heliograph.cms.content.Authored.JANE;
import static org.heliograph.cms.content.Authored.PRODUCTS;
import static org.heliograph.cms.content.Authored.json;

class ItemSaveTest {

    @TempDir
    private static Path directory;

    private static Authored content;

    @BeforeAll
    static void open() throws Exception {
        content = new Authored(directory);
    }

    @AfterAll
    static void close() throws Exception {
        content.close();
    }

    @BeforeEach
    void startWithOneProduct() throws Exception {
        content.removeAll();
        content.addProduct("hook");
    }

    private JsonNode form() throws Exception {
        return content.items.read(PRODUCTS, "/hook").form();
    }

    private RefusedException refused(String values) {
        return catchThrowableOfType(RefusedException.class, () -> content.save("/hook", values));
    }

    private static List<String> problems(RefusedException refused) {
        return refused.problems().stream()
                .map(problem -> problem.pointer() + " " + problem.id())
                .toList();
    }

    @Test
    void aFormShowsFieldsByLanguageAndRowsInOrder() throws Exception {
        assertThat(form()).isEqualTo(json("""
                                {'title':{'en':'Roof hook','zh':'屋面挂钩'},'sku':'RH-1',
                                 'materials':[
                                   {'@name':'materials0','part':{'en':'Rail','zh':'导轨'},'alloy':'6063'},
                                   {'@name':'materials1','part':{'en':'Hook','zh':'挂钩'},'alloy':'6063'}]}
                                """));
    }

    @Test
    void savingWhatIsShownChangesNothing() throws Exception {
        ItemState before = content.items.read(PRODUCTS, "/hook");

        ItemState after = content.save("/hook", before.form().toString()).state();

        assertThat(after.item()).isEqualTo(before.item());
    }

    @Test
    void whatIsNotSentStaysAndWhatIsSentIsStored() throws Exception {
        content.save("/hook", """
                {'title':{'zh':'钩'},'sku':null,'moq':5,'penetratesRoof':true,
                 'tilt':{'min':5,'max':30.5,'unit':'°'},
                 'materials':[{'@name':'materials1','part':{'en':'Long hook'}},{'part':{'en':'Screw'}}]}
                """);

        assertThat(form()).isEqualTo(json("""
                                {'title':{'en':'Roof hook','zh':'钩'},
                                 'slug':{'en':'roof-hook','zh':'gou'},
                                 'penetratesRoof':true,
                                 'materials':[
                                   {'@name':'materials1','part':{'en':'Long hook','zh':'挂钩'},'alloy':'6063'},
                                   {'@name':'materials2','part':{'en':'Screw'}}],
                                 'tilt':{'min':5.0,'max':30.5,'unit':'°'},'moq':5}
                                """));
        ItemNode item = content.items.read(PRODUCTS, "/hook").item();
        assertThat(item.properties().get("mgnl:lastModifiedBy").text()).isEqualTo("jane");
        assertThat(item.child("tilt").orElseThrow().type()).isEqualTo("mgnl:contentNode");
    }

    @Test
    void aDraftMayBeIncompleteAndPublishingWantsEachLanguageComplete() throws Exception {
        ItemState draft = content.create("{'title':{'en':'Clamp'}}").state();

        assertThat(content.check.forPublishing(PRODUCTS, draft.item(), Set.of(Locale.ENGLISH)))
                .extracting(problem -> problem.pointer() + " " + problem.id())
                .containsExactly("/sku field-empty", "/category field-empty", "/family field-empty");
        assertThat(content.check.forPublishing(PRODUCTS, draft.item(), Set.of(Locale.CHINESE)))
                .extracting(FieldProblem::pointer)
                .containsExactly("/title/zh", "/sku", "/category", "/family");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'nonsense':1}                               | /nonsense field-unknown
                    {'sku':5}                                    | /sku field-no-text
                    {'sku':['a']}                                | /sku field-single
                    {'sku':{'en':'a'}}                           | /sku field-no-text
                    {'title':'Hook'}                             | /title field-no-languages
                    {'title':{'fr':'Crochet'}}                   | /title/fr field-language-unknown
                    {'title':{'en':7}}                           | /title/en field-no-text
                    {'moq':'many'}                               | /moq field-no-integer
                    {'moq':1.5}                                  | /moq field-no-integer
                    {'moq':99999999999999999999}                 | /moq field-no-integer
                    {'penetratesRoof':'yes'}                     | /penetratesRoof field-no-boolean
                    {'roofTypes':'slate'}                        | /roofTypes field-no-list
                    {'roofTypes':['slate','thatch of straw']}    | /roofTypes field-not-one-of
                    {'family':'castle'}                          | /family field-not-one-of
                    {'category':'no identifier'}                 | /category reference-malformed
                    {'category':'11111111-2222-4333-8444-555555555555'} | /category reference-nowhere
                    {'gallery':['11111111-2222-4333-8444-555555555555']} | /gallery reference-malformed
                    {'tilt':[]}                                  | /tilt field-no-object
                    {'tilt':{'min':'low'}}                       | /tilt/min field-no-number
                    {'tilt':{'steep':1}}                         | /tilt/steep field-unknown
                    {'materials':{}}                             | /materials field-no-list
                    {'materials':['Rail']}                       | /materials/0 field-no-object
                    {'materials':[{'@name':'../sku'}]}           | /materials/0/@name field-row-unknown
                    {'materials':[{'@name':'materials1'},{'@name':'materials1'}]} | /materials/1/@name field-row-unknown
                    {'materials':[{'part':{'zh':7}}]}            | /materials/0/part/zh field-no-text
                    {'certificates':[{'issued':'yesterday'}]}    | /certificates/0/issued field-no-date
                    {'slug':{'en':'A slug/with path'}}           | /slug/en slug-malformed
                    {'sku':'a\\u0000b'}                          | /sku field-not-printable
                    {'sku':'a\\ud800b'}                          | /sku field-not-printable
                    """)
    void whatDoesNotFitIsRefusedByPlaceAndNothingIsStored(String values, String problem) throws Exception {
        ItemNode before = content.items.read(PRODUCTS, "/hook").item();

        RefusedException refused = refused(values);

        assertThat(refused.kind()).isEqualTo(Kind.WRONG);
        assertThat(problems(refused)).containsExactly(problem);
        assertThat(content.items.read(PRODUCTS, "/hook").item()).isEqualTo(before);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(problems(refused("{'sku':1,'moq':'x','title':{'en':2,'zh':3}}")))
                .containsExactly(
                        "/sku field-no-text",
                        "/moq field-no-integer",
                        "/title/en field-no-text",
                        "/title/zh field-no-text");
    }

    @Test
    void whatGrowsHasLimits() {
        String rows = "{}" + ",{}".repeat(1000);

        assertThat(problems(refused("{'sku':'" + "x".repeat(20_001) + "'}"))).containsExactly("/sku field-too-long");
        assertThat(problems(refused("{'body':{'zh':'" + "瓦".repeat(500_001) + "'}}")))
                .containsExactly("/body/zh field-too-long");
        assertThat(problems(refused("{'materials':[" + rows + "]}"))).containsExactly("/materials field-too-many");
        assertThat(problems(refused("{'roofTypes':['slate'" + ",'slate'".repeat(1000) + "]}")))
                .containsExactly("/roofTypes field-too-many");
    }

    @Test
    void lengthsAreCountedAsReadersCount() throws Exception {
        String family = "👨‍👩‍👧‍👦";

        content.save("/hook", "{'sku':'" + family.repeat(15_000) + "'}");

        assertThat(form().path("sku").asText()).hasSize(15_000 * family.length());
    }

    @Test
    void textsAreComposedAndLinesEndInOneWay() throws Exception {
        content.save("/hook", "{'summary':{'en':'Cafe\\u0301\\r\\nau lait'}}");

        assertThat(form().path("summary").path("en").asText()).isEqualTo("Café\nau lait");
    }

    @Test
    void scriptsAreTakenOutOfRichTextAndTold() throws Exception {
        Items.Saved saved = content.save(
                "/hook",
                "{'body':{'en':'<p onclick=\\'x()\\'>Hi<script>alert(1)</script></p>'}}".replace("\\'", "\\\""));

        assertThat(form().path("body").path("en").asText()).isEqualTo("<p>Hi</p>");
        assertThat(saved.removed()).isEqualTo(Map.of("/body/en", Set.of("p@onclick", "script")));
    }

    @Test
    void twoEditorsOnDifferentLanguagesOrFieldsDoNotConflict() throws Exception {
        String revision = content.items.read(PRODUCTS, "/hook").revision();
        JsonNode seen = form();
        content.save(
                "/hook",
                "{'title':{'en':'Hook'},'materials':[{'@name':'materials0','part':{'en':'Rod'}},{'@name':'materials1'}]}");

        content.items.save(PRODUCTS, "/hook", new Items.Change(revision, json("""
                                {'title':{'zh':'钩子'},
                                 'materials':[{'@name':'materials0','part':{'zh':'杆'}},{'@name':'materials1'}]}
                                """), Optional.of(seen)), JANE);

        assertThat(form().path("title")).isEqualTo(json("{'en':'Hook','zh':'钩子'}"));
        assertThat(form().path("materials").path(0).path("part")).isEqualTo(json("{'en':'Rod','zh':'杆'}"));
    }

    @Test
    void aConflictTellsBothSidesAndStoresNeither() throws Exception {
        String revision = content.items.read(PRODUCTS, "/hook").revision();
        JsonNode seen = form();
        content.save("/hook", "{'title':{'en':'Theirs'},'sku':'T-1'}");

        Items.Change mine =
                new Items.Change(revision, json("{'title':{'en':'Mine','zh':'我的'},'moq':2}"), Optional.of(seen));
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> content.items.save(PRODUCTS, "/hook", mine, JANE));

        assertThat(refused.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(refused.details().get("conflicts").toString())
                .isEqualTo("[{path=title, field=title, language=en, stored=\"Theirs\", sent=\"Mine\"}]");
        assertThat(refused.details().get("revision"))
                .isEqualTo(content.items.read(PRODUCTS, "/hook").revision());
        assertThat(form().path("title")).isEqualTo(json("{'en':'Theirs','zh':'屋面挂钩'}"));
        assertThat(form().has("moq")).isFalse();
    }

    @Test
    void aRowThatSomebodyElseTookAwayIsAConflict() throws Exception {
        String revision = content.items.read(PRODUCTS, "/hook").revision();
        JsonNode seen = form();
        content.save("/hook", "{'materials':[{'@name':'materials0'}]}");

        Items.Change mine = new Items.Change(
                revision,
                json("{'materials':[{'@name':'materials0'},{'@name':'materials1','part':{'en':'Better hook'}}]}"),
                Optional.of(seen));
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> content.items.save(PRODUCTS, "/hook", mine, JANE));

        assertThat(refused.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(refused.details().get("conflicts").toString()).contains("materials/*");
    }

    @Test
    void withoutWhatWasSeenEveryDifferenceIsAConflict() throws Exception {
        content.save("/hook", "{'sku':'T-1'}");

        Items.Change mine = new Items.Change("old", json("{'title':{'en':'Mine'}}"), Optional.empty());
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> content.items.save(PRODUCTS, "/hook", mine, JANE));

        assertThat(refused.kind()).isEqualTo(Kind.CONFLICT);
    }

    @Test
    void onlyOnesOwnLanguagesMayBeChanged() throws Exception {
        Editor translator = new TestEditor("lu", Set.of("zh"), Set.of(Editor.Act.READ, Editor.Act.CHANGE));

        content.save("/hook", "{'title':{'zh':'钩'},'slug':{'en':'hook','zh':'gou'}}", JANE);
        content.save("/hook", "{'title':{'zh':'钩子'},'sku':'RH-9'}", translator);
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> content.save("/hook", "{'title':{'en':'Hook','zh':'钩'}}", translator));

        assertThat(problems(refused)).containsExactly("/title/en field-language-not-yours");
        assertThat(form().path("title")).isEqualTo(json("{'en':'Roof hook','zh':'钩子'}"));
    }

    @Test
    void whatIsWrongAlreadyKeepsNobodyFromChangingSomethingElse() throws Exception {
        content.write(session -> session.getNode("/hook").setProperty("family", "castle"));

        content.save("/hook", "{'sku':'RH-2'}");

        assertThat(form().path("sku").asText()).isEqualTo("RH-2");
        assertThat(problems(refused("{'family':'villa'}"))).containsExactly("/family field-not-one-of");
    }

    @Test
    void newItemsGetNamesTracesAndSlugs() throws Exception {
        ItemState first =
                content.create("{'title':{'en':'Roof Hook','zh':'重庆长度'}}").state();
        ItemState second =
                content.create("{'title':{'en':'Roof Hook','zh':'重庆长度'}}").state();
        ItemState untitled = content.create("{}").state();

        assertThat(first.path()).isEqualTo("/roof-hook");
        assertThat(first.form().path("slug")).isEqualTo(json("{'en':'roof-hook','zh':'chong-qing-chang-du'}"));
        assertThat(first.item().properties().get("mgnl:createdBy").text()).isEqualTo("jane");
        assertThat(second.path()).isEqualTo("/roof-hook-2");
        assertThat(second.form().path("slug")).isEqualTo(json("{'en':'roof-hook-2','zh':'chong-qing-chang-du-2'}"));
        assertThat(untitled.path()).isEqualTo("/untitled");
    }

    @Test
    void namesAndTypesOfNewItemsAreChecked() throws Exception {
        assertThat(created("/", Optional.empty(), Optional.of("a/b")).id()).isEqualTo("name-malformed");
        assertThat(created("/", Optional.empty(), Optional.of("jcr:system")).id())
                .isEqualTo("name-malformed");
        assertThat(created("/", Optional.empty(), Optional.of("hook")).id()).isEqualTo("name-taken");
        assertThat(created("/", Optional.of("topic"), Optional.empty()).id()).isEqualTo("type-unknown");
        assertThat(created("/nowhere", Optional.empty(), Optional.empty()).id()).isEqualTo("parent-missing");
        assertThat(created("/hook/materials", Optional.empty(), Optional.empty())
                        .id())
                .isEqualTo("parent-no-item");
    }

    private RefusedException created(String parent, Optional<String> type, Optional<String> name) {
        return catchThrowableOfType(
                RefusedException.class,
                () -> content.items.create(PRODUCTS, parent, new Items.New(type, name, json("{}")), JANE));
    }

    @Test
    void aFolderTakesItems() throws Exception {
        content.items.create(PRODUCTS, "/", new Items.New(Optional.of("folder"), Optional.of("屋顶"), json("{}")), JANE);

        ItemState item = content.items
                .create(PRODUCTS, "/屋顶", new Items.New(Optional.empty(), Optional.empty(), json("{}")), JANE)
                .state();

        assertThat(item.path()).isEqualTo("/屋顶/untitled");
    }

    @Test
    void aDuplicateHasIdentifiersAndSlugsOfItsOwn() throws Exception {
        content.save("/hook", "{'sku':'RH-1','summary':{'en':'Strong'}}");
        ItemState original = content.items.read(PRODUCTS, "/hook");

        ItemState copy = content.items.duplicate(PRODUCTS, "/hook", JANE);

        assertThat(copy.path()).isEqualTo("/hook-2");
        assertThat(copy.item().id()).isNotEqualTo(original.item().id());
        assertThat(copy.form().path("materials")).isEqualTo(original.form().path("materials"));
        assertThat(copy.form().path("slug")).isEqualTo(json("{'en':'roof-hook-2','zh':'wu-mian-gua-gou-2'}"));
    }

    @Test
    void aLanguageIsCopiedWithReferencesAndPartsAndMayBeUndone() throws Exception {
        ItemState before = content.items.read(PRODUCTS, "/hook");

        ItemState after = content.items.copyLanguage(
                PRODUCTS, "/hook", Locale.ENGLISH, Locale.CHINESE, true, before.revision(), JANE);

        assertThat(after.form().path("title")).isEqualTo(json("{'en':'Roof hook','zh':'Roof hook'}"));
        assertThat(after.form().path("materials").path(1).path("part")).isEqualTo(json("{'en':'Hook','zh':'Hook'}"));
        ItemState undone =
                content.items.restore(PRODUCTS, "/hook", 1, Optional.empty(), Optional.empty(), after.revision(), JANE);
        assertThat(undone.form().path("title")).isEqualTo(before.form().path("title"));
        assertThat(undone.form().path("materials")).isEqualTo(before.form().path("materials"));
    }
}
