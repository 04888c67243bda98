package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.index.FoldedText.Kind;
import org.heliograph.cms.index.FoldedText.Token;

/**
 * The fields by which the search box finds an item, on the item's own document. What a search would have to work out of
 * an item each time is worked out here, once a save.
 */
final class SearchFields {

    /** Who may find the item, and of which type it is. */
    static final String ITEM = "q:item";
    /** Words, and characters alone and in pairs; how often they occur is a {@link Mention}. */
    static final String WORD = "q:word";
    /** Beginnings of words, likewise. */
    static final String BEGINNING = "q:beginning";
    /** Words and pairs of characters where they stand. Where each level and language begins is the same in all items. */
    static final String TEXT = "q:text";
    /** Up to three characters of the item's names side by side: any part of a name is found. */
    static final String PART = "q:part";
    /** Names as a whole, letters and digits alone. */
    static final String NAME = "q:name";
    /** How those begin. */
    static final String NAME_BEGINNING = "q:nameBeginning";
    /** Letters that may follow one another where a name is typed in pinyin. */
    static final String GRAM = "q:gram";
    /** How the names may be typed. */
    static final String PINYIN = "q:pinyin";
    /** Short texts with a digit in them, letters and digits alone. */
    static final String CODE = "q:code";
    /** How those begin, as far as a digit at least. */
    static final String CODE_BEGINNING = "q:codeBeginning";
    /** What a hit shows. */
    static final String SHOWN = "q:shown";

    /** Longest beginning of a name that is a term, in characters. */
    static final int MAX_NAME_BEGINNING = 8;
    /** Longest beginning of a word that is a term, in characters. */
    static final int MAX_BEGINNING = 24;
    /** Longest part of a name that is a term, in characters. */
    static final int MAX_PART = 3;

    private static final int MAX_CODE = 64;
    private static final int GAP = 10;
    /** Room for the positions of one level and language. */
    private static final int ROOM_BITS = 18;

    private static final FieldType POSITIONS = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static final FieldType MENTIONS = type(IndexOptions.DOCS_AND_FREQS);

    private final Document document;
    private final SearchCatalog catalog;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> codes = new LinkedHashSet<>();
    private final Map<String, Mention> words = new HashMap<>();
    private final Map<String, Mention> beginnings = new HashMap<>();
    /** By room, in order. */
    private final Map<Integer, List<Placed>> texts = new TreeMap<>();

    private final List<Placed> parts = new ArrayList<>();
    private final List<Pinyin> lines = new ArrayList<>();

    private SearchFields(Document document, SearchCatalog catalog) {
        this.document = document;
        this.catalog = catalog;
    }

    private static FieldType type(IndexOptions options) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }

    /** @param number position, or how often */
    private record Placed(String term, int number) {}

    /** A text that words are taken from; the number of a language, and how many words there are. */
    private record Said(Level level, int language, int words) {}

    /** Adds the fields of an item. */
    static void add(
            Document document,
            View view,
            SearchCatalog catalog,
            SearchType type,
            NodeSnapshot item,
            List<ItemText.Piece> pieces) {
        SearchFields fields = new SearchFields(document, catalog);
        pieces.forEach(fields::take);
        fields.write();
        for (boolean everything : type.open() ? new boolean[] {true, false} : new boolean[] {true}) {
            fields.term(ITEM, items(view, everything));
            fields.term(ITEM, itemsOf(view, everything, type.name()));
        }
        document.add(new BinaryDocValuesField(SHOWN, Shown.encode(type, item, pieces)));
    }

    /**
     * The term of all items.
     *
     * @param everything whether those count that not everybody may find
     */
    static String items(View view, boolean everything) {
        return itemsOf(view, everything, "");
    }

    /** The term of the items of a content type. */
    static String itemsOf(View view, boolean everything, String type) {
        return view.name() + (everything ? " all " : " open ") + type;
    }

    /**
     * Says that a node is no item. What hits show is looked up quickly only where every document has something to show.
     */
    static void addNone(Document document) {
        document.add(new BinaryDocValuesField(SHOWN, new BytesRef()));
    }

    /** The least number of letters that count as the beginning of a word. One letter begins too many words. */
    private static int shortestBeginning(Level level) {
        return level.isName() ? 1 : level == Level.SUMMARY ? 2 : 3;
    }

    private static int room(Level level, int language) {
        return (Mention.LEVELS - 1 - level.ordinal()) * Mention.LANGUAGES + language;
    }

    /** The level of what stands at a position of {@link #TEXT}. */
    static Level levelAt(int position) {
        return Level.values()[Mention.LEVELS - 1 - (position >> ROOM_BITS) / Mention.LANGUAGES];
    }

    /** The number of its language. */
    static int languageAt(int position) {
        return (position >> ROOM_BITS) % Mention.LANGUAGES;
    }

    private void take(ItemText.Piece piece) {
        FoldedText folded = FoldedText.of(piece.text());
        SearchType.Value value = piece.value();
        addText(folded, value.level(), catalog.languageNumber(value.language()));
        String key = folded.key();
        if (value.level().isName() && !key.isEmpty()) {
            takeName(folded, key);
        }
        if (value.language().isEmpty()
                && key.length() <= MAX_CODE
                && key.chars().anyMatch(Character::isDigit)) {
            codes.add(key);
        }
    }

    private void takeName(FoldedText folded, String key) {
        names.add(key.substring(0, Math.min(key.length(), Fields.MAX_TERM)));
        String compact = folded.compact();
        if (compact.length() < folded.text().length()) {
            addText(FoldedText.of(compact), Level.PART, 0);
        }
        addParts(compact);
        Pinyin line = Pinyin.of(folded);
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    private void addText(FoldedText folded, Level level, int language) {
        int room = room(level, language);
        List<Placed> placed = texts.computeIfAbsent(room, r -> new ArrayList<>());
        int first = nextPosition(placed, room << ROOM_BITS);
        Kind before = Kind.LAST;
        List<Token> tokens = folded.tokens();
        Said said = new Said(level, language, tokens.size());
        for (Token token : tokens) {
            int position = first + token.position();
            if (position >= (room + 1) << ROOM_BITS) {
                return;
            }
            addToken(token, before != Kind.PAIR, placed, position, said);
            before = token.kind();
        }
    }

    private void addToken(Token token, boolean first, List<Placed> placed, int position, Said said) {
        mention(words, token.term(), said);
        placed.add(new Placed(token.term(), position));
        if (token.kind() == Kind.PAIR) {
            String alone = token.term().substring(0, token.term().offsetByCodePoints(0, 1));
            mention(words, alone, said);
            if (first) {
                placed.add(new Placed(alone, position));
            }
        } else if (token.kind() != Kind.LAST) {
            String singular = token.kind() == Kind.WORD ? FoldedText.singular(token.term()) : token.term();
            if (!singular.equals(token.term())) {
                mention(words, singular, said);
                placed.add(new Placed(singular, position));
            }
            addBeginnings(token.term(), said);
        }
    }

    private void addBeginnings(String word, Said said) {
        int longest = Math.min(word.length() - 1, MAX_BEGINNING);
        for (int length = shortestBeginning(said.level()); length <= longest; length++) {
            if (!Character.isHighSurrogate(word.charAt(length - 1))) {
                mention(beginnings, word.substring(0, length), said);
            }
        }
    }

    private static void mention(Map<String, Mention> mentions, String term, Said said) {
        mentions.computeIfAbsent(term, t -> new Mention()).add(said.level(), said.language(), said.words());
    }

    private static int nextPosition(List<Placed> placed, int first) {
        return placed.isEmpty() ? first : placed.get(placed.size() - 1).number() + GAP;
    }

    private void addParts(String compact) {
        int position = nextPosition(parts, 0);
        int[] characters = compact.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            for (int length = 1; length <= MAX_PART && i + length <= characters.length; length++) {
                parts.add(new Placed(new String(characters, i, length), position + i));
            }
        }
    }

    private void write() {
        // One stream, because the positions of a second one would be counted from the end of the first.
        List<Placed> all = new ArrayList<>();
        texts.values().forEach(all::addAll);
        document.add(new Field(TEXT, new Positions(all), POSITIONS));
        document.add(new Field(WORD, new Mentions(words), MENTIONS));
        document.add(new Field(BEGINNING, new Mentions(beginnings), MENTIONS));
        document.add(new Field(PART, new Positions(parts), POSITIONS));
        names.forEach(name -> term(NAME, name));
        terms(NAME_BEGINNING, beginnings(names, 1, MAX_NAME_BEGINNING));
        codes.forEach(code -> term(CODE, code));
        codes.forEach(code -> terms(CODE_BEGINNING, beginnings(Set.of(code), firstDigit(code) + 1, MAX_CODE)));
        if (!lines.isEmpty()) {
            Set<String> grams = new LinkedHashSet<>();
            lines.forEach(line -> grams.addAll(line.grams()));
            terms(GRAM, grams);
            document.add(new BinaryDocValuesField(PINYIN, new BytesRef(Pinyin.encode(lines))));
        }
    }

    private static int firstDigit(String code) {
        int at = 0;
        while (!Character.isDigit(code.charAt(at))) {
            at++;
        }
        return at;
    }

    private static Set<String> beginnings(Set<String> texts, int shortest, int longest) {
        Set<String> beginnings = new LinkedHashSet<>();
        for (String text : texts) {
            for (int length = shortest; length <= Math.min(longest, text.length()); length++) {
                if (!Character.isHighSurrogate(text.charAt(length - 1))) {
                    beginnings.add(text.substring(0, length));
                }
            }
        }
        return beginnings;
    }

    private void terms(String field, Set<String> values) {
        values.forEach(value -> term(field, value));
    }

    private void term(String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
    }

    /** Terms at their positions, as Lucene reads them. */
    private static final class Positions extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private final Iterator<Placed> left;
        private int position = -1;

        Positions(List<Placed> placed) {
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
            increment.setPositionIncrement(next.number() - position);
            position = next.number();
            return true;
        }
    }

    /** Terms with their mentions in place of frequencies, as Lucene reads them. */
    private static final class Mentions extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
        private final Iterator<Map.Entry<String, Mention>> left;

        Mentions(Map<String, Mention> mentions) {
            left = mentions.entrySet().iterator();
        }

        @Override
        public boolean incrementToken() {
            if (!left.hasNext()) {
                return false;
            }
            clearAttributes();
            Map.Entry<String, Mention> next = left.next();
            term.append(next.getKey());
            frequency.setTermFrequency(next.getValue().code());
            return true;
        }
    }
}
