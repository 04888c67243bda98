package org.heliograph.cms.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.jackrabbit.core.NodeImpl;
import org.heliograph.cms.content.Editor;
import org.heliograph.cms.content.Items;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.content.Versions;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.repository.Bootstrap;
import org.heliograph.cms.security.Rights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files for translators go out and come back: exactly what was translated is stored, and nothing else is touched. */
class TranslationTest {

    private static final String HOOK = "11111111-2222-4333-8444-555555555555";
    private static final TranslationImport.Options STRICT = new TranslationImport.Options(false, false, false);

    private static final String BODY = "<h2>Roof &amp; rail</h2>\n<p>A <strong>strong</strong> hook, <a"
            + " href=\"${link:{uuid:{" + HOOK + "},repository:{products},path:{/hook}}}\">see <em>this</em></a><br />"
            + "twice.</p>\n<ul><li>one</li><li>two &lt; three</li></ul>";

    @TempDir
    private Path directory;

    private Hosted host;
    private ReadModel index;
    private TranslationImport imports;
    private LanguagePair pair;

    @BeforeEach
    void openWithSamples() throws Exception {
        host = new Hosted(directory.resolve("host"));
        new Bootstrap(host.repository, (workspace, paths) -> {}).importSamples();
        index = ReadModel.open(host.repository, directory.resolve("index"), directory.resolve("stamp"));
        Items items = new Items(
                host.repository,
                () -> host.definitions,
                new Slugs(host.repository, index.lookup()),
                new Versions(host.repository, Clock.systemUTC(), 5),
                Clock.systemUTC());
        imports = new TranslationImport(host.repository, () -> host.definitions, items);
        pair = LanguagePair.of(host.definitions.site(), "en", "zh");
        host.repository.write("products", session -> {
            Node hook = ((NodeImpl) session.getRootNode()).addNodeWithUuid("hook", "hg:product", HOOK);
            hook.setProperty("title", "=HYPERLINK(\"x\")");
            hook.setProperty("body", BODY);
            Node rows = hook.addNode("materials", "mgnl:contentNode");
            rows.addNode("materials0", "mgnl:contentNode").setProperty("part", "Rail");
            rows.addNode("materials1", "mgnl:contentNode").setProperty("part", "Hook");
            return true;
        });
    }

    @AfterEach
    void close() throws Exception {
        index.close();
        host.close();
    }

    @ParameterizedTest
    @EnumSource(TranslationFormat.class)
    void untouchedItChangesNothing(TranslationFormat format) throws Exception {
        byte[] file = export(format, TranslationSelection.ALL, host.everything());
        List<String> saves = new ArrayList<>();
        host.repository.onSave((workspace, events) -> saves.add(workspace));

        TranslationReport report = imports.run(format, in(file), pair, STRICT, JANE);

        assertThat(report.obstacles()).isEmpty();
        assertThat(report.texts()).isZero();
        assertThat(report.untouched()).isGreaterThan(300);
        assertThat(saves).isEmpty();
        assertThat(export(format, TranslationSelection.ALL, host.everything())).isEqualTo(file);
    }

    @ParameterizedTest
    @EnumSource(TranslationFormat.class)
    void whatIsMissingIsFilledInAndNothingElse(TranslationFormat format) throws Exception {
        byte[] file = export(format, TranslationSelection.MISSING, products());
        String text = new String(file, StandardCharsets.UTF_8);
        assertThat(text).contains("Rail").doesNotContain("平屋面东西向压载系统");

        TranslationReport report =
                imports.run(format, in(translated(format, text, s -> s.replace("Rail", "导轨"))), pair, STRICT, JANE);

        assertThat(report.obstacles()).isEmpty();
        assertThat(report.done()).isTrue();
        assertThat(stored("/hook/title_zh")).isEqualTo("=HYPERLINK(\"x\")");
        assertThat(stored("/hook/body_zh")).isEqualTo(stored("/hook/body"));
        assertThat(stored("/hook/materials/materials0/part_zh")).isEqualTo("导轨");
        assertThat(stored("/hook/materials/materials1/part_zh")).isEqualTo("Hook");
        assertThat(stored("/hook/title")).isEqualTo("=HYPERLINK(\"x\")");
        assertThat(stored("/flat-roof-ballast-east-west/title_zh")).isEqualTo("平屋面东西向压载系统");
    }

    @ParameterizedTest
    @EnumSource(TranslationFormat.class)
    void aSourceThatWasChangedMeanwhileIsReported(TranslationFormat format) throws Exception {
        String text = new String(export(format, TranslationSelection.MISSING, products()), StandardCharsets.UTF_8);
        change("/hook/materials/materials0", "part", "Long rail");
        byte[] back = translated(format, text, s -> s);

        TranslationReport report = imports.run(format, in(back), pair, STRICT, JANE);
        assertThat(report.done()).isFalse();
        assertThat(report.obstacles()).extracting(Finding::id).containsExactly("source-changed");
        assertThat(exists("/hook/title_zh")).isFalse();

        TranslationReport partial =
                imports.run(format, in(back), pair, new TranslationImport.Options(false, true, false), JANE);
        assertThat(partial.done()).isTrue();
        assertThat(exists("/hook/title_zh")).isTrue();
        assertThat(exists("/hook/materials/materials0/part_zh")).isFalse();

        imports.run(format, in(back), pair, new TranslationImport.Options(false, false, true), JANE);
        assertThat(stored("/hook/materials/materials0/part_zh")).isEqualTo("Rail");
    }

    @ParameterizedTest
    @EnumSource(TranslationFormat.class)
    void aTranslationThatSomebodyChangedMeanwhileStays(TranslationFormat format) throws Exception {
        String text = new String(export(format, TranslationSelection.MISSING, products()), StandardCharsets.UTF_8);
        change("/hook", "title_zh", "人工翻译");

        TranslationReport report = imports.run(format, in(translated(format, text, s -> s)), pair, STRICT, JANE);

        assertThat(report.obstacles()).extracting(Finding::id).containsExactly("target-changed");
        assertThat(stored("/hook/title_zh")).isEqualTo("人工翻译");
        assertThat(exists("/hook/materials/materials0/part_zh")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TranslationFormat.class)
    void otherLanguagesAndUnknownItemsAreReported(TranslationFormat format) throws Exception {
        String text = new String(export(format, TranslationSelection.MISSING, products()), StandardCharsets.UTF_8);
        LanguagePair other = LanguagePair.of(host.definitions.site(), "zh", "en");

        assertThatThrownBy(() -> imports.run(format, in(text), other, STRICT, JANE))
                .isInstanceOf(TransferException.class);
        TranslationReport report = imports.run(
                format, in(translated(format, text.replace(HOOK, HOOK.replace('1', '9')), s -> s)), pair, STRICT, JANE);
        assertThat(report.obstacles()).isNotEmpty().extracting(Finding::id).containsOnly("item-unknown");
        assertThat(report.done()).isFalse();
    }

    @Test
    void aDryRunStoresNothing() throws Exception {
        String text = new String(
                export(TranslationFormat.CSV, TranslationSelection.MISSING, products()), StandardCharsets.UTF_8);

        TranslationReport report = imports.run(
                TranslationFormat.CSV,
                in(translated(TranslationFormat.CSV, text, s -> s)),
                pair,
                new TranslationImport.Options(true, false, false),
                JANE);

        assertThat(report.texts()).isEqualTo(4);
        assertThat(report.items()).isEqualTo(1);
        assertThat(exists("/hook/title_zh")).isFalse();
    }

    @Test
    void theSpreadsheetGetsTextsAndNoFormulas() throws Exception {
        byte[] file = export(TranslationFormat.CSV, TranslationSelection.MISSING, products());

        assertThat(file).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("\"'=HYPERLINK(\"\"x\"\")\"")
                .contains("\"materials/materials0/part\",\"Part\"")
                .contains("\r\n");
    }

    @Test
    void formulasAreDefusedReversibly() {
        Random random = new Random(5);
        String alphabet = "'=+-@\t\r\na储|%＝";
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(6); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String cell = Formulas.defuse(text.toString());
            assertThat(Formulas.restore(cell)).isEqualTo(text.toString());
            assertThat(cell).doesNotMatch("(?s)[=+\\-@\\t\\r\\n].*");
        }
    }

    @Test
    void xliffFollowsTheSchemaOfOasis() throws Exception {
        byte[] file = export(TranslationFormat.XLIFF, TranslationSelection.ALL, host.everything());
        SchemaFactory schemas = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Schema schema = schemas.newSchema(Thread.currentThread()
                .getContextClassLoader()
                .getResource("net/sf/okapi/lib/xliff2/xliff_core_2.0.xsd"));

        schema.newValidator().validate(new StreamSource(in(file)));

        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("srcLang=\"en\" trgLang=\"zh\"")
                .contains("<source>A <pc id=\"c")
                .contains("<note category=\"label\">Part</note>")
                .contains("state=\"initial\"")
                .contains("state=\"final\"");
    }

    @Test
    void markupThatIsLostOrMadeUpIsReported() throws Exception {
        String text = new String(
                export(TranslationFormat.XLIFF, TranslationSelection.MISSING, products()), StandardCharsets.UTF_8);
        for (UnaryOperator<String> damage : List.<UnaryOperator<String>>of(
                s -> s.replaceAll("<ph [^>]*>(</ph>)?", ""),
                s -> s.replaceAll("(<ph [^>]*>)", "$1$1"),
                s -> s.replaceAll("id=\"c(\\d+)\"", "id=\"c9$1\""),
                s -> s.replaceAll("</?pc[^>]*>", ""))) {
            byte[] back = translated(TranslationFormat.XLIFF, text, damage);

            TranslationReport report = imports.run(TranslationFormat.XLIFF, in(back), pair, STRICT, JANE);

            assertThat(report.obstacles()).extracting(Finding::id).contains("codes-wrong");
            assertThat(exists("/hook/title_zh")).isFalse();
        }
    }

    @Test
    void originalDataThatWasTamperedWithIsOfNoUse() throws Exception {
        String text = new String(
                        export(TranslationFormat.XLIFF, TranslationSelection.MISSING, products()),
                        StandardCharsets.UTF_8)
                .replace("&lt;strong&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;");

        imports.run(TranslationFormat.XLIFF, in(translated(TranslationFormat.XLIFF, text, s -> s)), pair, STRICT, JANE);

        assertThat(stored("/hook/body_zh")).isEqualTo(stored("/hook/body"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xliff>&e;</xliff>",
                "<!DOCTYPE lolz [<!ENTITY a \"a\"><!ENTITY b \"&a;&a;\">]><xliff version=\"2.0\">&b;</xliff>",
                "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\"/>",
                "<xliff",
                "",
                "no xml at all"
            })
    void hostileXmlIsRefused(String xml) {
        assertThatThrownBy(() -> imports.run(TranslationFormat.XLIFF, in(xml), pair, STRICT, JANE))
                .isInstanceOf(TransferException.class);
    }

    @Test
    void deepXmlIsRefused() {
        String xml =
                "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\" trgLang=\"zh\">"
                        + "<file id=\"products:x\">" + "<group id=\"g\">".repeat(5000);
        assertThatThrownBy(() -> imports.run(TranslationFormat.XLIFF, in(xml), pair, STRICT, JANE))
                .isInstanceOf(TransferException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b\r\n", "\"open", "\"a\"b,c\r\n", "\u0000"})
    void brokenTablesAreRefused(String csv) {
        assertThatThrownBy(() -> imports.run(TranslationFormat.CSV, in(csv), pair, STRICT, JANE))
                .isInstanceOf(TransferException.class)
                .extracting(e -> ((TransferException) e).finding().line(Locale.CHINESE))
                .asString()
                .isNotBlank();
    }

    @Test
    void brokenRowsAreRefusedWithTheirLine() throws Exception {
        String header = new String(
                        export(TranslationFormat.CSV, TranslationSelection.MISSING, products()), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow();
        for (String row : List.of("\"x\"", "\"products\",\"" + HOOK + "\",\"\"\"", "\"a\"" + ",\"b\"".repeat(5000))) {
            assertThatThrownBy(() ->
                            imports.run(TranslationFormat.CSV, in(header + "\r\n" + row + "\r\n"), pair, STRICT, JANE))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("line");
        }
        String huge = "\"products\"" + ",\"x\"".repeat(8) + ",\"" + "储".repeat(3_000_000) + "\"\r\n";
        assertThatThrownBy(() -> imports.run(TranslationFormat.CSV, in(header + "\r\n" + huge), pair, STRICT, JANE))
                .isInstanceOf(TransferException.class);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin = "\"wörkspace\"".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> imports.run(TranslationFormat.CSV, in(latin), pair, STRICT, JANE))
                .isInstanceOfSatisfying(
                        TransferException.class,
                        e -> assertThat(e.finding().id()).isEqualTo("file-not-utf-8"));
    }

    /** Fills each empty target with its source, changed by {@code change}. */
    private static byte[] translated(TranslationFormat format, String file, UnaryOperator<String> change) {
        if (format == TranslationFormat.CSV) {
            Matcher row =
                    Pattern.compile("(,\"missing\",)((?:\"[^\"]*\")+),\"\"").matcher(file);
            return row.replaceAll(found -> Matcher.quoteReplacement(
                            found.group(1) + found.group(2) + "," + change.apply(found.group(2))))
                    .getBytes(StandardCharsets.UTF_8);
        }
        Matcher segment = Pattern.compile("(?s)(<segment[^>]*>\\s*<source>)(.*?)(</source>)(\\s*</segment>)")
                .matcher(file);
        return segment.replaceAll(found -> Matcher.quoteReplacement(found.group(1) + found.group(2) + found.group(3)
                        + "<target>" + change.apply(found.group(2)) + "</target>" + found.group(4)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private Selection products() throws TransferException {
        return host.selection(List.of(), List.of("products:/hook"), List.of(), false);
    }

    private byte[] export(TranslationFormat format, TranslationSelection wanted, Selection selection) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TranslationExport(host.repository, host.definitions)
                .prepare(
                        new TranslationExport.Order(
                                selection, pair, wanted, (workspace, id, target) -> false, Locale.ENGLISH),
                        Rights.ALL)
                .write(format, out);
        return out.toByteArray();
    }

    private static ByteArrayInputStream in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteArrayInputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private void change(String node, String property, String value) throws RepositoryException {
        host.repository.write(
                "products",
                session -> session.getNode(node).setProperty(property, value).getName());
    }

    private String stored(String path) throws RepositoryException {
        return host.repository.read(
                "products", session -> session.getProperty(path).getString());
    }

    private boolean exists(String path) throws RepositoryException {
        return host.repository.read("products", session -> session.propertyExists(path));
    }

    private static final Editor JANE = new Editor() {
        @Override
        public String name() {
            return "jane";
        }

        @Override
        public void require(Act act, String workspace, String path) {
            // may do everything
        }

        @Override
        public boolean mayRead(String workspace, String path) {
            return true;
        }

        @Override
        public boolean mayEdit(Locale language) {
            return true;
        }
    };
}
