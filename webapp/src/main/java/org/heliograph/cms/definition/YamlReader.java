package org.heliograph.cms.definition;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Bytes to YAML nodes with marks. Nothing is constructed, so a tag never names a class to load. */
final class YamlReader {

    /** Largest definition file; the largest seen in public light modules is below 100 KB. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_NESTING = 50;
    private static final int MAX_COLLECTION_ALIASES = 50;

    private YamlReader() {}

    /**
     * @param file named in problems
     * @return the root, or nothing if the file is empty
     * @throws DefinitionException if it is no single YAML document within the limits
     */
    static Optional<Node> read(String file, byte[] bytes) {
        String text = decode(file, bytes);
        try {
            return Optional.ofNullable(new Yaml(options()).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            throw at(place(file, e), e.getProblem(), text, e);
        } catch (ReaderException e) {
            throw new DefinitionException(
                    place(file, text, e.getPosition()),
                    "The character U+%04X is not allowed in YAML".formatted(e.getCodePoint()),
                    "Remove it or write it as an escape in double quotes",
                    e);
        } catch (YAMLException e) {
            throw at(new Location(file, 1, 1), String.valueOf(e.getMessage()), text, e);
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_NESTING);
        options.setMaxAliasesForCollections(MAX_COLLECTION_ALIASES);
        options.setAllowRecursiveKeys(false);
        return options;
    }

    /**
     * UTF-8 text without byte order mark.
     *
     * @throws DefinitionException at the first byte that is no UTF-8
     */
    static String decode(String file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw new DefinitionException(
                    place(file, text, text.codePointCount(0, text.length())),
                    "The file is not UTF-8",
                    "Save it in UTF-8; Magnolia reads no other encoding");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Location place(String file, MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        return mark == null ? new Location(file, 1, 1) : place(file, mark);
    }

    static Location place(String file, Mark mark) {
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Location place(String file, String text, int codePoints) {
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int lineStart = before.lastIndexOf('\n') + 1;
        return new Location(file, line, before.codePointCount(lineStart, end) + 1);
    }

    private static DefinitionException at(Location place, String problem, String text, YAMLException cause) {
        return new DefinitionException(
                place, "This is not YAML: " + problem.strip(), hint(problem, line(text, place.line())), cause);
    }

    private static String line(String text, int line) {
        return text.lines().skip(line - 1L).findFirst().orElse("");
    }

    private static String hint(String problem, String line) {
        if (problem.contains("TAB") || line.indexOf('\t') >= 0) {
            return "Indent with blanks, never with tabs";
        }
        if (line.matches(".*[:-]\\s+\\*.*")) {
            return "Put quotes around a value that starts with *";
        }
        if (problem.contains("alias") || problem.contains("Nesting") || problem.contains("nesting")) {
            return "Split the file or use fewer aliases and levels";
        }
        if (problem.contains("Global tag")) {
            return "Remove the tag that begins with !!";
        }
        if (problem.contains("document")) {
            return "Keep one document a file, without a second ---";
        }
        return "Check indentation, colons and quotes here and in the line above";
    }
}
