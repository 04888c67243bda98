package org.heliograph.cms.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.repository.ContentRepository;

/** Users, stored the way Magnolia stores them: workspace {@code users}, realms {@code system} and {@code admin}. */
public final class Accounts {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1,64}");
    private static final List<String> REALMS = List.of("system", "admin");
    private static final int GENERATED_BYTES = 15;
    private static final int REMEMBERED = 1000;

    private final ContentRepository repository;
    private final byte[] processKey = new byte[32];

    /**
     * Passwords that were found right, so that a client which sends its credentials along with each request does not
     * cost a slow hash each time. The key is a keyed digest of the stored hash and the password: it reveals neither,
     * and ends with a change of the password.
     */
    private final Map<String, Boolean> verified = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** @param repository holds the users */
    public Accounts(ContentRepository repository) {
        this.repository = repository;
        new SecureRandom().nextBytes(processKey);
    }

    /**
     * Makes the superuser, unless it is there.
     *
     * @param password for it; one is made up where there is none
     * @return the password that was made up, which nothing will tell a second time
     * @throws RepositoryException if the user cannot be stored
     */
    public Optional<String> ensureSuperuser(Optional<String> password) throws RepositoryException {
        if (find(Caller.SUPERUSER).isPresent()) {
            return Optional.empty();
        }
        String chosen = password.orElseGet(Accounts::generate);
        repository.write("users", session -> addSuperuser(session, PasswordHash.of(chosen)));
        return password.isPresent() ? Optional.empty() : Optional.of(chosen);
    }

    private static String generate() {
        byte[] bytes = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean addSuperuser(Session session, String hash) throws RepositoryException {
        Node root = session.getRootNode();
        for (String realm : REALMS) {
            if (!root.hasNode(realm)) {
                root.addNode(realm, "mgnl:folder");
            }
        }
        Node user = root.getNode("system").addNode(Caller.SUPERUSER, "mgnl:user");
        user.setProperty("name", Caller.SUPERUSER);
        user.setProperty("pswd", hash);
        user.setProperty("enabled", "true");
        user.addNode("roles", "mgnl:contentNode").setProperty("0", Caller.SUPERUSER);
        return true;
    }

    private record Account(String hash, boolean enabled, Set<String> roles) {}

    /** The caller with that name and password, unless the user is disabled. */
    public Optional<Caller> authenticate(String name, String password) throws RepositoryException {
        return find(name)
                .filter(Account::enabled)
                .filter(account -> isRight(account, password))
                .map(account -> new Caller(name, account.roles()));
    }

    private boolean isRight(Account account, String password) {
        String key = digest(account.hash() + ' ' + password);
        if (verified.containsKey(key)) {
            return true;
        }
        boolean right = PasswordHash.matches(password, account.hash());
        if (right) {
            verified.put(key, true);
        }
        return right;
    }

    private String digest(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(processKey, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private Optional<Account> find(String name) throws RepositoryException {
        if (!NAME.matcher(name).matches() || name.matches("\\.+")) {
            return Optional.empty();
        }
        return repository.read("users", session -> {
            for (String realm : REALMS) {
                String path = "/" + realm + "/" + name;
                if (session.nodeExists(path)) {
                    return Optional.of(account(session.getNode(path)));
                }
            }
            return Optional.empty();
        });
    }

    private static Account account(Node user) throws RepositoryException {
        String hash = user.hasProperty("pswd") ? user.getProperty("pswd").getString() : "";
        Set<String> roles = new TreeSet<>();
        if (user.hasNode("roles")) {
            for (PropertyIterator each = user.getNode("roles").getProperties(); each.hasNext(); ) {
                addRoles(roles, each.nextProperty());
            }
        }
        return new Account(hash, isEnabled(user), roles);
    }

    /** Magnolia stores this as text or as a truth value, and takes a user without it for enabled. */
    private static boolean isEnabled(Node user) throws RepositoryException {
        return !user.hasProperty("enabled")
                || !user.getProperty("enabled").getString().equalsIgnoreCase("false");
    }

    /** Magnolia stores a role's name or its identifier per numbered property. */
    private static void addRoles(Set<String> roles, Property property) throws RepositoryException {
        if (!property.getName().contains(":") && !property.isMultiple()) {
            roles.add(property.getString());
        }
    }
}
