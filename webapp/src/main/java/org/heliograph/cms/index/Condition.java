package org.heliograph.cms.index;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.heliograph.cms.index.TextRangeQuery.Bound;
import org.jspecify.annotations.Nullable;

/** Turns a filter into a Lucene query, with Magnolia's rules for the type of a value. */
final class Condition {

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern DAY = Pattern.compile("(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");
    private static final Pattern STAMP =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}(Z|[+-]\\d{2}:\\d{2})");
    /** A pattern that the form of a number or date may begin with. */
    private static final Pattern PREFIX = Pattern.compile("([0-9a-z]*)%+");
    /** The smallest number that is too large for 64 bit. */
    private static final double BEYOND_LONG = 0x1p63;

    private static final long MILLIS_OF_DAY = 86_400_000L;

    private final String scope;
    private final Filter filter;

    private Condition(String scope, Filter filter) {
        this.scope = scope;
        this.filter = filter;
    }

    /**
     * @throws InvalidQueryException if the value does not fit the operator
     */
    static Query of(String scope, Filter filter) {
        Condition condition = new Condition(scope, filter);
        if (filter.operator() == Filter.Operator.NULL) {
            return condition.isNull();
        }
        return switch (filter.property()) {
            case "@name" -> condition.name();
            case "@ancestor" -> condition.ancestor();
            case "@parent" -> condition.parent();
            case "@path" -> condition.path();
            case "@jcr:uuid", "jcr:uuid" -> condition.identifier();
            default -> condition.property();
        };
    }

    /** Only {@code true} asks for a missing property; any other value asks for a present one. */
    private Query isNull() {
        Query exists = exists();
        return alternatives()[0].equalsIgnoreCase("true") ? not(exists) : exists;
    }

    private Query exists() {
        return term(Fields.EXISTS, filter.property());
    }

    /** Names compare without case, {@code _} stands for any character, and comparisons are equality; as in Magnolia. */
    private Query name() {
        return switch (filter.operator()) {
            case NE -> not(term(Fields.NAME, filter.value()));
            case LIKE -> anyOf(v -> wildcard(Fields.NAME, v, true));
            case ILIKE -> anyOf(v -> wildcard(Fields.NAME_FOLDED, lower(v), true));
            case IN, NOT_IN -> new MatchNoDocsQuery();
            default -> wildcard(Fields.NAME_FOLDED, lower(filter.value()), false);
        };
    }

    private Query ancestor() {
        return anyOf(value -> {
            String path = value.length() > 1 && value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
            if (!path.startsWith("/")) {
                throw new InvalidQueryException("invalidQuery", "Invalid query: @ancestor takes an absolute path");
            }
            return path.equals("/")
                    ? not(term(Fields.PATH, Fields.scoped(scope, "/")))
                    : term(Fields.ANCESTOR, Fields.scoped(scope, path));
        });
    }

    /** The children of the nodes with these identifiers. */
    private Query parent() {
        return anyOf(id -> term(Fields.PARENT, Fields.scoped(scope, id)));
    }

    private Query path() {
        return anyOf(path -> term(Fields.PATH, Fields.scoped(scope, path)));
    }

    private Query identifier() {
        return switch (filter.operator()) {
            case NE -> anyOf(id -> not(term(Fields.ID, id)));
            case LIKE, ILIKE -> anyOf(id -> wildcard(Fields.ID, id, true));
            default -> anyOf(id -> term(Fields.ID, id));
        };
    }

    private Query property() {
        return switch (filter.operator()) {
            case EQ -> anyOf(this::equal);
            case NE -> anyOf(value -> butNot(equal(value)));
            case LT -> below(filter.value(), false);
            case LTE -> below(filter.value(), true);
            case GT -> above(filter.value(), false);
            case GTE -> above(filter.value(), true);
            case LIKE -> anyOf(this::like);
            case ILIKE -> anyOf(this::likeFolded);
            case IN -> range().orElseGet(MatchAllDocsQuery::new);
            case NOT_IN -> range().map(this::butNot).orElseGet(MatchAllDocsQuery::new);
            case NULL -> throw new IllegalStateException("handled before");
        };
    }

    private Query equal(String value) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        any.add(equalText(value), Occur.SHOULD);
        wholeNumber(value).ifPresent(n -> {
            any.add(LongPoint.newExactQuery(whole(), n), Occur.SHOULD);
            any.add(DoublePoint.newExactQuery(decimal(), n), Occur.SHOULD);
        });
        decimalNumber(value).ifPresent(n -> any.add(DoublePoint.newExactQuery(decimal(), n), Occur.SHOULD));
        moments(value).ifPresent(m -> any.add(LongPoint.newRangeQuery(date(), m.first(), m.last()), Occur.SHOULD));
        return new ConstantScoreQuery(any.build());
    }

    /** A text that is short enough to be a term equals none that is not. */
    private Query equalText(String value) {
        Query term = term(Fields.text(filter.property()), value);
        return value.length() > Fields.MAX_TERM ? text(term, value::equals) : term;
    }

    private Query below(String value, boolean inclusive) {
        Optional<Query> typed = wholeNumber(value)
                .map(n -> either(wholeUpTo(n, inclusive), upTo(n, inclusive)))
                .or(() -> decimalNumber(value).map(n -> either(wholeUpToDecimal(n, inclusive), upTo(n, inclusive))))
                .or(() -> moments(value)
                        .map(m ->
                                LongPoint.newRangeQuery(date(), Long.MIN_VALUE, inclusive ? m.last() : m.first() - 1)));
        return typed.orElseGet(() -> either(
                textRange(Optional.empty(), Optional.of(Bound.of(value, inclusive))), forms(null, value, inclusive)));
    }

    private Query above(String value, boolean inclusive) {
        Optional<Query> typed = wholeNumber(value)
                .map(n -> either(wholeFrom(n, inclusive), from(n, inclusive)))
                .or(() -> decimalNumber(value).map(n -> either(wholeFromDecimal(n, inclusive), from(n, inclusive))))
                .or(() -> moments(value)
                        .map(m ->
                                LongPoint.newRangeQuery(date(), inclusive ? m.first() : m.last() + 1, Long.MAX_VALUE)));
        return typed.orElseGet(() -> either(
                textRange(Optional.of(Bound.of(value, inclusive)), Optional.empty()), forms(value, null, inclusive)));
    }

    private Query wholeUpTo(long limit, boolean inclusive) {
        return !inclusive && limit == Long.MIN_VALUE
                ? new MatchNoDocsQuery()
                : LongPoint.newRangeQuery(whole(), Long.MIN_VALUE, inclusive ? limit : limit - 1);
    }

    private Query wholeFrom(long limit, boolean inclusive) {
        return !inclusive && limit == Long.MAX_VALUE
                ? new MatchNoDocsQuery()
                : LongPoint.newRangeQuery(whole(), inclusive ? limit : limit + 1, Long.MAX_VALUE);
    }

    private Query wholeUpToDecimal(double limit, boolean inclusive) {
        if (limit < -BEYOND_LONG) {
            return new MatchNoDocsQuery();
        }
        return limit >= BEYOND_LONG
                ? wholeUpTo(Long.MAX_VALUE, true)
                : wholeUpTo((long) (inclusive ? Math.floor(limit) : Math.ceil(limit)), inclusive);
    }

    private Query wholeFromDecimal(double limit, boolean inclusive) {
        if (limit >= BEYOND_LONG) {
            return new MatchNoDocsQuery();
        }
        return limit < -BEYOND_LONG
                ? wholeFrom(Long.MIN_VALUE, true)
                : wholeFrom((long) (inclusive ? Math.ceil(limit) : Math.floor(limit)), inclusive);
    }

    private Query upTo(double limit, boolean inclusive) {
        return DoublePoint.newRangeQuery(
                decimal(), Double.NEGATIVE_INFINITY, inclusive ? limit : DoublePoint.nextDown(limit));
    }

    private Query from(double limit, boolean inclusive) {
        return DoublePoint.newRangeQuery(
                decimal(), inclusive ? limit : DoublePoint.nextUp(limit), Double.POSITIVE_INFINITY);
    }

    /** A range {@code a~b}; without the tilde Magnolia ignores the filter. */
    private Optional<Query> range() {
        String value = filter.value();
        int tilde = value.indexOf('~');
        if (tilde < 0) {
            return Optional.empty();
        }
        String from = value.substring(0, tilde);
        String to = value.substring(tilde + 1);
        if (to.isEmpty() || to.indexOf('~') >= 0) {
            throw new InvalidQueryException("badRequest", "Value string is invalid. A range is written from~to.");
        }
        return Optional.of(from.isEmpty() ? below(to, true) : both(above(from, true), below(to, true)));
    }

    private Query textRange(Optional<Bound> from, Optional<Bound> to) {
        TextRangeQuery terms = new TextRangeQuery(Fields.text(filter.property()), from, to);
        return text(terms, terms::holds);
    }

    /** Numbers and dates by their forms in Magnolia's index. */
    private Query forms(@Nullable String from, @Nullable String to, boolean inclusive) {
        return either(
                IndexForm.WHOLE.range(whole(), from, to, inclusive, inclusive),
                IndexForm.DATE.range(date(), from, to, inclusive, inclusive));
    }

    /** Those whose forms begin with a text; forms hold digits and small letters only. */
    private Query forms(String prefix) {
        return either(
                IndexForm.WHOLE.range(whole(), prefix, prefix + Character.MAX_VALUE, true, false),
                IndexForm.DATE.range(date(), prefix, prefix + Character.MAX_VALUE, true, false));
    }

    private Query like(String pattern) {
        Matcher prefix = PREFIX.matcher(pattern);
        return prefix.matches() ? either(likeText(pattern), forms(prefix.group(1))) : likeText(pattern);
    }

    private Query likeText(String pattern) {
        WildcardQuery terms = wildcard(Fields.text(filter.property()), pattern, true);
        CharacterRunAutomaton stored = new CharacterRunAutomaton(terms.getAutomaton());
        return text(terms, stored::run);
    }

    private Query likeFolded(String pattern) {
        Matcher prefix = PREFIX.matcher(lower(pattern));
        return prefix.matches() ? either(likeFoldedText(pattern), forms(prefix.group(1))) : likeFoldedText(pattern);
    }

    private Query likeFoldedText(String pattern) {
        WildcardQuery terms = wildcard(Fields.folded(filter.property()), lower(pattern), true);
        CharacterRunAutomaton stored = new CharacterRunAutomaton(terms.getAutomaton());
        return text(terms, value -> stored.run(lower(value)));
    }

    /** The short values by their terms, the long ones by what is stored. */
    private Query text(Query terms, Predicate<String> stored) {
        return either(terms, new StoredTextQuery(filter.property(), terms, stored));
    }

    private String[] alternatives() {
        return filter.value().split("\\|", -1);
    }

    private Query anyOf(Function<String, Query> query) {
        String[] values = alternatives();
        if (values.length == 1) {
            return query.apply(values[0]);
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String value : values) {
            any.add(query.apply(value), Occur.SHOULD);
        }
        return any.build();
    }

    private Query butNot(Query excluded) {
        return new BooleanQuery.Builder()
                .add(exists(), Occur.FILTER)
                .add(excluded, Occur.MUST_NOT)
                .build();
    }

    private static Query not(Query excluded) {
        return new BooleanQuery.Builder()
                .add(new MatchAllDocsQuery(), Occur.FILTER)
                .add(excluded, Occur.MUST_NOT)
                .build();
    }

    private static Query either(Query one, Query other) {
        return new BooleanQuery.Builder()
                .add(one, Occur.SHOULD)
                .add(other, Occur.SHOULD)
                .build();
    }

    private static Query both(Query one, Query other) {
        return new BooleanQuery.Builder()
                .add(one, Occur.FILTER)
                .add(other, Occur.FILTER)
                .build();
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }

    /**
     * {@code %} any run, {@code _} one character, {@code \} takes the next one literally.
     *
     * @param percent whether {@code %} and {@code \} mean that
     */
    private static WildcardQuery wildcard(String field, String pattern, boolean percent) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && percent && i + 1 < pattern.length()) {
                out.append('\\').append(pattern.charAt(++i));
            } else if (c == '%' && percent) {
                out.append('*');
            } else if (c == '_') {
                out.append('?');
            } else {
                out.append("*?\\".indexOf(c) < 0 ? "" : "\\").append(c);
            }
        }
        try {
            return new WildcardQuery(new Term(field, out.toString()));
        } catch (TooComplexToDeterminizeException e) {
            throw new InvalidQueryException("badRequest", "The pattern has too many wildcards.");
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private String whole() {
        return Fields.whole(filter.property());
    }

    private String decimal() {
        return Fields.decimal(filter.property());
    }

    private String date() {
        return Fields.date(filter.property());
    }

    private static Optional<Long> wholeNumber(String value) {
        if (!WHOLE.matcher(value).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(value));
        } catch (NumberFormatException e) {
            return Optional.empty(); // 19 digits beyond 64 bit: text, as in Magnolia
        }
    }

    private static Optional<Double> decimalNumber(String value) {
        return DECIMAL.matcher(value).matches() ? Optional.of(Double.parseDouble(value) + 0.0) : Optional.empty();
    }

    /** First and last millisecond that a value means. */
    private record Moments(long first, long last) {}

    /** A date means the whole day in UTC; a day that the month lacks rolls over into the next one, as in Magnolia. */
    private static Optional<Moments> moments(String value) {
        Matcher day = DAY.matcher(value);
        if (day.matches()) {
            long first = LocalDate.of(Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)), 1)
                            .plusDays(Integer.parseInt(day.group(3)) - 1L)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toEpochSecond()
                    * 1000;
            return Optional.of(new Moments(first, first + MILLIS_OF_DAY - 1));
        }
        return STAMP.matcher(value).matches() ? stamp(value) : Optional.empty();
    }

    private static Optional<Moments> stamp(String value) {
        try {
            long millis = OffsetDateTime.parse(value).toInstant().toEpochMilli();
            return Optional.of(new Moments(millis, millis));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
