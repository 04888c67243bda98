package org.heliograph.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.jcr.RepositoryException;
import org.heliograph.host.PublishedContent;
import org.heliograph.message.Message.Enquiry;
import org.heliograph.message.Message.Handling;
import org.heliograph.message.Message.Quantity;
import org.heliograph.message.Message.Retention;
import org.heliograph.message.Message.Sender;
import org.heliograph.message.Message.Spam;
import org.heliograph.message.Message.Verdict;
import org.heliograph.message.RefusedException.Fault;

/** Makes a message of what was sent, and gathers what is wrong with it, field by field. One for each body. */
final class MessageCheck {

    /** The field that people do not see. Named after nothing that browsers fill in by themselves. */
    static final String HONEYPOT = "topic_note";

    /** One of them has to be filled in. */
    static final List<Field> CONTACTS = List.of(Field.PHONE, Field.EMAIL, Field.WHATSAPP, Field.WECHAT);

    private static final Set<String> PRODUCTS = Set.of("products");
    private static final int MAX_PRODUCTS = 20;
    private static final double MAX_SIZE = 1e9;
    private static final int MAX_FAULTS = 50;
    private static final int MAX_TOKEN = 2000;

    private static final Pattern WECHAT = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{5,19}");
    private static final Pattern ASCII = Pattern.compile("[\\x20-\\x7e]*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}(\\.\\d{1,6})?");

    /** What may be sent besides the fields of the form. */
    static final Set<String> OTHERS = Set.of(
            "locale",
            "sourcePage",
            "sourcePath",
            "referrer",
            "utm",
            "consents",
            "token",
            "solution",
            "script",
            "returnTo",
            HONEYPOT);

    /** What says nothing about the message itself: a repeat may well have another one. */
    private static final List<String> TECHNICAL = List.of("token", "solution", "script", "returnTo", HONEYPOT);

    private final ObjectNode body;
    private final MessageSettings settings;
    private final PublishedContent published;
    private final Locale language;
    private final Instant now;
    private final SentTexts texts;

    /**
     * @param language of the sender
     * @param now when the message was received
     */
    MessageCheck(ObjectNode body, MessageSettings settings, PublishedContent published, Locale language, Instant now) {
        this.body = body;
        this.settings = settings;
        this.published = published;
        this.language = language;
        this.now = now;
        this.texts = new SentTexts(body);
    }

    /** Whether a field of that name may be sent. */
    static boolean isKnown(String name) {
        return Field.of(name).isPresent() || OTHERS.contains(name);
    }

    /** The language that a body asks for, or else the one of the request. */
    static Locale language(ObjectNode body, Locale otherwise) {
        JsonNode locale = body.path("locale");
        return locale.isTextual() && !locale.textValue().isBlank() ? Languages.of(locale.textValue()) : otherwise;
    }

    /**
     * The message.
     *
     * @throws RefusedException with a fault for each field that is wrong
     * @throws RepositoryException if references cannot be looked up
     */
    Submission submission() throws RefusedException, RepositoryException {
        refuseUnknown();
        texts.line("locale", 35);
        String name = texts.line(Field.NAME);
        String text = texts.lines(Field.MESSAGE);
        requireLength(text);
        Sender sender = sender(name);
        Enquiry enquiry = enquiry();
        Message.Origin origin = new OriginCheck(body, texts, published, language).origin();
        List<Message.Consent> consents = new ConsentCheck(body, texts, settings, language, now).consents();
        Optional<String> token = ascii("token");
        Optional<String> solution = ascii("solution");
        Optional<String> returnTo = returnTo();
        boolean script = texts.flag("script");
        String honeypot = honeypot();
        if (!texts.faults().isEmpty()) {
            throw RefusedException.of(texts.faults()
                    .subList(0, Math.min(MAX_FAULTS, texts.faults().size())));
        }
        return new Submission(
                message(sender, enquiry, origin, text, consents),
                typedContacts(),
                content(),
                honeypot,
                token,
                solution,
                script,
                returnTo);
    }

    private Message message(
            Sender sender, Enquiry enquiry, Message.Origin origin, String text, List<Message.Consent> consents) {
        return new Message(
                "",
                "",
                1,
                "",
                now,
                language,
                sender,
                enquiry,
                origin,
                text,
                consents,
                new Spam(false, 0, List.of(), Verdict.CLEAN, Optional.empty()),
                State.NEW,
                Handling.NONE,
                new Retention(settings.retainUntil(now), false));
    }

    private void refuseUnknown() {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!isKnown(name)) {
                texts.faults().add(Fault.of(SentBody.shown(name), "unknown"));
            }
        }
    }

    private void requireLength(String text) {
        PlainText message = new PlainText(text, Optional.empty());
        if (!text.isEmpty() && message.isShorterThan(settings.shortestText())) {
            texts.faults().add(Fault.of(Field.MESSAGE.sent(), "too-short", settings.shortestText()));
        }
    }

    private Sender sender(String name) {
        Optional<String> company = texts.optional(Field.COMPANY);
        Optional<String> country = country();
        String readIn = country.orElse(settings.defaultCountry());
        Optional<String> raw = texts.optional(Field.PHONE);
        Optional<Phone> phone = parsed(Field.PHONE, raw, typed -> Phone.parse(typed, readIn));
        Optional<Phone> whatsapp =
                parsed(Field.WHATSAPP, texts.optional(Field.WHATSAPP), typed -> Phone.parse(typed, readIn));
        Optional<String> email = parsed(Field.EMAIL, texts.optional(Field.EMAIL), Email::parse);
        Optional<String> wechat = parsed(Field.WECHAT, texts.optional(Field.WECHAT), MessageCheck::wechat);
        requireContact();
        return new Sender(
                name,
                company,
                country.or(() -> phone.or(() -> whatsapp).flatMap(Phone::country)),
                phone.map(Phone::e164),
                raw,
                email,
                whatsapp.map(Phone::e164),
                wechat);
    }

    private <T> Optional<T> parsed(Field field, Optional<String> typed, Function<String, Optional<T>> parser) {
        Optional<T> value = typed.flatMap(parser);
        if (typed.isPresent() && value.isEmpty()) {
            texts.faults().add(Fault.of(field.sent(), "no-" + field.sent()));
        }
        return value;
    }

    /** Full-width letters and digits are those of a keyboard in Chinese mode. */
    private static Optional<String> wechat(String typed) {
        String account = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return WECHAT.matcher(account).matches() ? Optional.of(account) : Optional.empty();
    }

    private Optional<String> country() {
        Optional<String> code = texts.optional(Field.COUNTRY).map(typed -> typed.toUpperCase(Locale.ROOT));
        if (code.isPresent() && !Countries.CODES.contains(code.get())) {
            texts.faults().add(Fault.of(Field.COUNTRY.sent(), "no-country"));
            return Optional.empty();
        }
        return code;
    }

    /** One that is wrong is told as such, and not as missing too. */
    private void requireContact() {
        if (CONTACTS.stream().noneMatch(field -> texts.isSent(field.sent()))) {
            texts.faults().add(Fault.of("contact", "no-contact"));
        }
    }

    private List<String> typedContacts() {
        return CONTACTS.stream()
                .map(field -> body.path(field.sent()).asText(""))
                .filter(typed -> !typed.isBlank())
                .toList();
    }

    private Enquiry enquiry() throws RepositoryException {
        Optional<String> roof = texts.optional(Field.ROOF_TYPE);
        if (roof.isPresent() && !RoofTypes.ALL.contains(roof.get())) {
            texts.faults().add(Fault.of(Field.ROOF_TYPE.sent(), "no-option", String.join(", ", RoofTypes.ALL)));
        }
        return new Enquiry(products(), projectSize(), roof, texts.optional(Field.SITE_CITY));
    }

    private List<String> products() throws RepositoryException {
        String field = Field.PRODUCTS.sent();
        JsonNode sent = body.path(field);
        if (sent.isMissingNode()
                || sent.isNull()
                || sent.isTextual() && sent.textValue().isBlank()) {
            return List.of();
        }
        Iterable<JsonNode> each = sent.isTextual() ? List.of(sent) : sent;
        if (!sent.isTextual() && !sent.isArray()) {
            texts.faults().add(Fault.of(field, "wrong-type"));
        } else if (sent.size() > MAX_PRODUCTS) {
            texts.faults().add(Fault.of(field, "too-many", MAX_PRODUCTS));
        } else {
            return found(field, each);
        }
        return List.of();
    }

    private List<String> found(String field, Iterable<JsonNode> sent) throws RepositoryException {
        Set<String> ids = new LinkedHashSet<>();
        int index = 0;
        for (JsonNode each : sent) {
            String spot = sent instanceof JsonNode ? field + '/' + index : field;
            if (!each.isTextual()) {
                texts.faults().add(Fault.of(spot, "wrong-type"));
            } else {
                Optional<PublishedContent.Item> item = References.find(published, PRODUCTS, each.textValue(), language);
                item.ifPresentOrElse(
                        product -> ids.add(product.id()), () -> texts.faults().add(Fault.of(spot, "not-published")));
            }
            index++;
        }
        return List.copyOf(ids);
    }

    private Optional<Quantity> projectSize() {
        String field = Field.PROJECT_SIZE.sent();
        JsonNode sent = body.path(field);
        if (sent.isMissingNode() || sent.isNull()) {
            return Optional.empty();
        }
        if (!sent.isObject()) {
            texts.faults().add(Fault.of(field, "wrong-type"));
            return Optional.empty();
        }
        int before = texts.faults().size();
        refuseOtherMembers(field, sent, Set.of("value", "unit"));
        double value = decimal(sent.path("value"));
        if (!(value > 0 && value <= MAX_SIZE)) {
            texts.faults().add(Fault.of(field + "/value", "out-of-range", MAX_SIZE));
        }
        String unit = sent.path("unit").asText("");
        if (!Quantity.UNITS.contains(unit)) {
            texts.faults().add(Fault.of(field + "/unit", "no-option", String.join(", ", Quantity.UNITS)));
        }
        return texts.faults().size() > before ? Optional.empty() : Optional.of(new Quantity(value, unit));
    }

    private void refuseOtherMembers(String field, JsonNode object, Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                texts.faults().add(Fault.of(field + '/' + SentBody.shown(name), "unknown"));
            }
        }
    }

    /** No number at all is out of range too. */
    private static double decimal(JsonNode sent) {
        if (sent.isNumber()) {
            return sent.doubleValue();
        }
        String typed = sent.isTextual()
                ? Normalizer.normalize(sent.textValue(), Normalizer.Form.NFKC).strip()
                : "";
        return NUMBER.matcher(typed).matches() ? Double.parseDouble(typed) : Double.NaN;
    }

    /** Whatever it holds, it is no fault: a sender who fell into it should not learn of it. */
    private String honeypot() {
        PlainText typed = PlainText.line(body.path(HONEYPOT).asText(""));
        boolean isEmpty = typed.isEmpty()
                && typed.fault().isEmpty()
                && !body.path(HONEYPOT).isContainerNode();
        return isEmpty ? "" : typed.isEmpty() ? "?" : typed.text();
    }

    private Optional<String> ascii(String field) {
        Optional<String> text = texts.line(field, MAX_TOKEN);
        if (text.isPresent() && !ASCII.matcher(text.get()).matches()) {
            texts.faults().add(Fault.of(field, "malformed"));
            return Optional.empty();
        }
        return text;
    }

    /** Nowhere but on this site: browsers take two slashes, or a slash and a backslash, for another host. */
    private Optional<String> returnTo() {
        Optional<String> path = texts.line("returnTo", 500);
        if (path.isPresent() && !OriginCheck.isPath(path.get())) {
            texts.faults().add(Fault.of("returnTo", "no-path"));
        }
        return path;
    }

    private ObjectNode content() {
        ObjectNode content = body.deepCopy();
        content.remove(TECHNICAL);
        return content;
    }
}
