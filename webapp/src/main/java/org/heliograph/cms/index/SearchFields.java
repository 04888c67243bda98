package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.heliograph.cms.content.NodeSnapshot;

/** The fields by which the search box finds an item, on the item's own document. */
final class SearchFields {

    /** Characters of the item's names, alone and in pairs: any part of a name is found. */
    static final String PART = "q:part";
    /** Names as a whole, letters and digits alone. */
    static final String NAME = "q:name";
    /** Pairs of letters that may follow one another where a name is typed in pinyin. */
    static final String PAIR = "q:pair";
    /** How the names may be typed. */
    static final String PINYIN = "q:pinyin";
    /** Short texts with a digit in them, letters and digits alone. */
    static final String CODE = "q:code";
    /** Names of a glossary entry. */
    static final String TERM = "q:term";

    private static final int MAX_CODE = 64;
    private static final int GAP = 10;
    private static final FieldType POSITIONS = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, false);
    private static final FieldType POSITIONS_ALONE = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, true);

    private final Document document;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> codes = new LinkedHashSet<>();
    private final Map<Place, List<Placed>> texts = new HashMap<>();
    private final List<Placed> parts = new ArrayList<>();
    private final List<Pinyin> lines = new ArrayList<>();

    private SearchFields(Document document) {
        this.document = document;
    }

    private static FieldType type(IndexOptions options, boolean omitNorms) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setTokenized(true);
        type.setOmitNorms(omitNorms);
        type.freeze();
        return type;
    }

    /**
     * A field of texts.
     *
     * @param level how much they say
     * @param language of them; empty for those without
     */
    record Place(Level level, String language) implements Comparable<Place> {

        String field() {
            return "q:" + level.ordinal() + language;
        }

        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::level)
                    .thenComparing(Place::language)
                    .compare(this, other);
        }
    }

    private record Placed(String term, int position) {}

    /** Adds the fields of an item. */
    static void add(Document document, SearchType type, NodeSnapshot item, List<ItemText.Piece> pieces) {
        SearchFields fields = new SearchFields(document);
        pieces.forEach(fields::take);
        fields.write();
        if (type.name().equals(Glossary.CONTENT_TYPE)) {
            Glossary.names(type, item).keySet().forEach(key -> fields.term(TERM, key));
        }
    }

    private void take(ItemText.Piece piece) {
        FoldedText folded = FoldedText.of(piece.text());
        SearchType.Value value = piece.value();
        addTokens(texts.computeIfAbsent(new Place(value.level(), value.language()), p -> new ArrayList<>()), folded);
        String key = folded.key();
        if (value.level().isName() && !key.isEmpty()) {
            names.add(key.substring(0, Math.min(key.length(), Fields.MAX_TERM)));
            addParts(folded.compact());
            Pinyin line = Pinyin.of(folded);
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        if (value.language().isEmpty()
                && key.length() <= MAX_CODE
                && key.chars().anyMatch(Character::isDigit)) {
            codes.add(key);
        }
    }

    private static int nextPosition(List<Placed> placed) {
        return placed.isEmpty() ? 0 : placed.get(placed.size() - 1).position() + GAP;
    }

    private static void addTokens(List<Placed> placed, FoldedText folded) {
        int first = nextPosition(placed);
        for (FoldedText.Token token : folded.tokens()) {
            int position = first + token.position();
            placed.add(new Placed(token.term(), position));
            String singular = FoldedText.singular(token.term());
            if (token.kind() == FoldedText.Kind.WORD && !singular.equals(token.term())) {
                placed.add(new Placed(singular, position));
            }
        }
    }

    private void addParts(String compact) {
        int position = nextPosition(parts);
        int[] characters = compact.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            parts.add(new Placed(Character.toString(characters[i]), position + i));
            if (i + 1 < characters.length) {
                parts.add(new Placed(new String(characters, i, 2), position + i));
            }
        }
    }

    private void write() {
        texts.forEach((place, placed) -> document.add(new Field(place.field(), new Placement(placed), POSITIONS)));
        document.add(new Field(PART, new Placement(parts), POSITIONS_ALONE));
        names.forEach(name -> term(NAME, name));
        codes.forEach(code -> term(CODE, code));
        if (!lines.isEmpty()) {
            Set<String> pairs = new LinkedHashSet<>();
            lines.forEach(line -> pairs.addAll(line.pairs()));
            pairs.forEach(pair -> term(PAIR, pair));
            document.add(new BinaryDocValuesField(PINYIN, new BytesRef(PinyinQuery.encode(lines))));
        }
    }

    private void term(String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
    }

    /** Terms at their positions, as Lucene reads them. */
    private static final class Placement extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private final Iterator<Placed> left;
        private int position = -1;

        Placement(List<Placed> placed) {
            left = placed.iterator();
        }

        @Override
        public boolean incrementToken() {
            if (!left.hasNext()) {
                return false;
            }
            clearAttributes();
            Placed next = left.next();
            term.append(next.term());
            increment.setPositionIncrement(next.position() - position);
            position = next.position();
            return true;
        }
    }
}
