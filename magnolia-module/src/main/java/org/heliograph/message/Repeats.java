package org.heliograph.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.heliograph.host.Query;

/**
 * Knows messages that came before with the same key. Keys and contents are kept as keyed hashes only, with the message
 * itself, so that they go when it is erased.
 */
final class Repeats {

    private static final String ALGORITHM = "HmacSHA256";
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final ContentSessions sessions;
    private final Finder finder;
    private final byte[] secret;

    /** @param secret the same after a restart */
    Repeats(ContentSessions sessions, Finder finder, byte[] secret) {
        this.sessions = sessions;
        this.finder = finder;
        this.secret = secret.clone();
    }

    /** How a message with a key is known again. The order of its fields does not matter. */
    RepeatKey of(String key, JsonNode content) {
        try {
            Object sorted = JSON.treeToValue(content, Object.class);
            return new RepeatKey(
                    hash("key", key.getBytes(StandardCharsets.UTF_8)), hash("content", JSON.writeValueAsBytes(sorted)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written", e);
        }
    }

    /** @param use so that a hash for one use says nothing in another */
    private String hash(String use, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update(("heliograph message " + use + '\n').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /**
     * The receipt of a message that is stored with a key.
     *
     * @throws RefusedException if that message says something else
     * @throws RepositoryException if it cannot be looked up
     */
    Optional<String> find(RepeatKey repeat) throws RefusedException, RepositoryException {
        Query query = new Query(
                Messages.WORKSPACE,
                Messages.NODE_TYPE,
                Optional.empty(),
                Map.of(MessageNode.REPEAT_KEY, Set.of(repeat.key())),
                Map.of(),
                MessageNode.RECEIVED_AT,
                false,
                0,
                1);
        List<String> ids = finder.find(query).ids();
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        NodeText stored = sessions.read(Messages.WORKSPACE, session -> {
            Node node = session.getNodeByIdentifier(ids.get(0));
            NodeValues values = new NodeValues(node);
            return new NodeText(
                    values.text(MessageNode.RECEIPT).orElse(""),
                    values.text(MessageNode.REPEAT_CONTENT).orElse(""));
        });
        requireSame(repeat.content(), stored.content());
        return Optional.of(stored.receipt());
    }

    private record NodeText(String receipt, String content) {}

    /** @throws RefusedException unless two contents of one key are the same */
    static void requireSame(String content, String other) throws RefusedException {
        byte[] one = content.getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(one, other.getBytes(StandardCharsets.US_ASCII))) {
            throw RefusedException.of(422, "key-reused");
        }
    }
}
