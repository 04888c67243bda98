package org.heliograph.spam;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Labelled messages, made of templates and of hard cases that were written one by one. Always makes the same. One half is
 * for tuning; whoever writes weights or phrases does not look at the other.
 */
final class Corpus {

    static final List<String> HALVES = List.of("train", "held");
    /** Messages of each label in each half. */
    static final int EACH = 260;

    private static final Pattern SLOT = Pattern.compile("\\{([^{}]*)\\}");
    private static final Map<String, List<String>> SLOTS = Map.ofEntries(
            Map.entry("product.zh", List.of("铝合金导轨", "直立锁边夹具", "三角支架", "防水挂钩", "车棚支架", "地面支架")),
            Map.entry(
                    "product.en",
                    List.of("rail R40", "seam clamp", "tile hook", "ballast tray", "carport frame", "tilt leg")),
            Map.entry("city", List.of("常州", "保定", "佛山", "青岛", "昆明", "西宁", "厦门")),
            Map.entry("place", List.of("Rotterdam", "Nairobi", "Leeds", "Lyon", "Austin", "Cebu", "Gdansk")),
            Map.entry("n", List.of("12", "20", "35", "60", "120", "240", "800")),
            Map.entry(
                    "url.spam",
                    List.of(
                            "http://go-now.example.top",
                            "https://bit.ly/3xYz",
                            "www.best-deal.example.com",
                            "https://promo.example.net/join",
                            "http://vip88.example.cc")),
            Map.entry(
                    "url.real",
                    List.of(
                            "https://www.example-metal.com/data.pdf",
                            "https://drive.example.com/roof-plan",
                            "https://www.example-solar.de",
                            "http://example.cn/jiegou.dwg")),
            Map.entry("phone.zh", List.of("13912345678", "150 0000 1111", "021-55550000", "18688889999")),
            Map.entry("phone.en", List.of("+44 20 7946 0000", "+1 555 0100", "+49 30 5550 0", "0151 555 010")),
            Map.entry("start.zh", List.of("您好，", "你好！", "打扰一下，", "各位好，")),
            Map.entry("start.en", List.of("Hello, ", "Hi, ", "Good day, ", "Hi there, ")),
            Map.entry("end.zh", List.of("谢谢！", "麻烦了，", "等您回复，", "祝好，")),
            Map.entry("end.en", List.of("Thanks,", "Best regards,", "Regards,", "Kind regards,")),
            Map.entry("mail", List.of("mail@example.com", "office@example.net", "info@example.org")),
            Map.entry("id", List.of("abc7788", "wx_2025ok", "5588123", "lily8890")),
            Map.entry("name.zh", List.of("王芳", "李明", "欧阳娜", "张先生", "陈", "赵工")),
            Map.entry("name.en", List.of("Anna Berg", "J. Mbeki", "Tom", "María López", "Sam O'Neil", "Li Wei")));
    private static final List<String> NOBODY = List.of("", "", "example Ltd", "示例有限公司");

    /**
     * A message with its label.
     *
     * @param seconds how long the form was open
     * @param solved whether the form's work was done
     */
    record Labelled(
            String id,
            String half,
            boolean spam,
            String kind,
            String language,
            String name,
            String company,
            List<String> contacts,
            String message,
            String honeypot,
            int seconds,
            boolean solved) {

        Locale locale() {
            return Locale.forLanguageTag(language);
        }
    }

    private record Template(String half, boolean spam, String kind, String language, String text, boolean hard) {}

    private final Set<String> texts = new HashSet<>();
    private final Random random = new Random(20_601);

    private Corpus() {}

    static List<Labelled> make() {
        Corpus corpus = new Corpus();
        List<Template> templates = templates();
        List<Labelled> made = new ArrayList<>();
        for (String half : HALVES) {
            for (boolean spam : List.of(false, true)) {
                corpus.fill(
                        made,
                        templates.stream()
                                .filter(t -> t.half().equals(half) && t.spam() == spam)
                                .toList());
            }
        }
        return made;
    }

    private void fill(List<Labelled> made, List<Template> templates) {
        Predicate<Template> hard = Template::hard;
        List<Template> once = templates.stream().filter(hard).toList();
        List<Template> often = templates.stream().filter(hard.negate()).toList();
        for (int number = 0; number < EACH; number++) {
            Template template =
                    number < once.size() ? once.get(number) : often.get((number - once.size()) % often.size());
            made.add(message(template, number));
        }
    }

    private Labelled message(Template template, int number) {
        String text = unlikeOthers(template);
        String id = template.half() + (template.spam() ? "-spam-" : "-real-") + number;
        String name = slot("name", template);
        String company = NOBODY.get(random.nextInt(NOBODY.size()));
        List<String> contacts = List.of(random.nextBoolean() ? slot("mail", template) : slot("phone", template));
        // Every other message has the signals of a person who uses an everyday browser, whatever it says.
        int odd = number % 2 == 0 ? 0 : 1 + random.nextInt(6);
        boolean solved = !(template.spam() && (odd == 1 || odd == 2));
        String honeypot = template.spam() && odd >= 3 || odd == 6 ? text.substring(0, Math.min(4, text.length())) : "";
        int seconds = template.spam() && odd >= 4 ? 1 : odd == 5 ? 7 * 3600 : 20 + random.nextInt(400);
        return new Labelled(
                id,
                template.half(),
                template.spam(),
                template.kind(),
                template.language(),
                name,
                company,
                contacts,
                text,
                honeypot,
                seconds,
                solved);
    }

    /** With a greeting or an ending that anybody may write, if the sentence is there already. */
    private String unlikeOthers(Template template) {
        String text = filled(template);
        for (int more = 0; !texts.add(text); more++) {
            String start = more < 3 ? "" : any(SLOTS.get("start." + template.language()));
            text = start
                    + filled(template)
                    + ' '
                    + any(SLOTS.get("end." + template.language()))
                    + ' '
                    + slot("name", template);
        }
        return text.strip();
    }

    private String filled(Template template) {
        if (template.hard()) {
            return template.text();
        }
        Matcher slot = SLOT.matcher(template.text());
        return slot.replaceAll(match -> Matcher.quoteReplacement(slot(match.group(1), template)));
    }

    private String slot(String name, Template template) {
        for (String key :
                List.of(name, name + '.' + template.language(), name + (template.spam() ? ".spam" : ".real"))) {
            if (SLOTS.containsKey(key)) {
                return any(SLOTS.get(key));
            }
        }
        return any(List.of(name.split("\\|")));
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<Template> templates() {
        List<Template> templates = new ArrayList<>();
        String[] heading = {};
        for (String line : lines("templates.txt")) {
            if (line.startsWith("[")) {
                heading = line.substring(1, line.length() - 1).split(" ");
            } else {
                templates.add(new Template(heading[0], heading[1].equals("spam"), heading[2], heading[3], line, false));
            }
        }
        int number = 0;
        for (String line : lines("hard.txt")) {
            String[] parts = line.split("\\|", 4);
            templates.add(new Template(
                    HALVES.get(number++ % 2), parts[0].equals("spam"), parts[1], parts[2], parts[3], true));
        }
        return templates;
    }

    private static List<String> lines(String resource) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Corpus.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The messages as JSON Lines. */
    static String json(List<Labelled> messages) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        StringBuilder json = new StringBuilder();
        for (Labelled message : messages) {
            json.append(mapper.writeValueAsString(message)).append('\n');
        }
        return json.toString();
    }

    /** The messages of a half, as they are kept. */
    static List<Labelled> read(String half) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<Labelled> messages = new ArrayList<>();
        for (String line : lines(half + ".jsonl")) {
            messages.add(mapper.readValue(line, Labelled.class));
        }
        return messages;
    }
}
