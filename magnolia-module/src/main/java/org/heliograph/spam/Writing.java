package org.heliograph.spam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs in how a message is written, whatever it is about. */
final class Writing {

    private static final int LONGEST = 20_000;
    /** Begins only where no such character is before, and never gives back: one look at each place. */
    private static final Pattern LINK = Pattern.compile("(?<![\\w@.-])(?=[a-z0-9])(?:https?://|www\\.)?+"
            + "((?:[a-z0-9-]++\\.)++([a-z]{2,24}+))(?![\\w@])(?::\\d{1,5})?+(/[^\\s<>\"'，。；、）)]*+)?+");

    private static final Pattern BARE_ADDRESS = Pattern.compile("https?://\\d{1,3}(\\.\\d{1,3}){3}\\b");
    private static final Pattern MARKUP =
            Pattern.compile("<a\\s[^<>]{0,200}href|\\[(?:url|link)[=\\]]|\\]\\(https?://");
    /** For folded texts. What may begin comes first, as most places are none. */
    private static final Pattern HANDLE = Pattern.compile(
            "(?<![a-z0-9])(?=[微薇威vwq扣ts电手1@])"
                    + "(?:(?:微信|薇信|威信|v信|vx|wx|wechat|weixin|qq|扣扣|telegram|skype|whatsapp|tg|电话|手机|电联)号?"
                    + "[^\\p{L}\\p{N}\\n]{0,4}(?=[a-z_+-]{0,20}\\d)[a-z0-9_+-]{5,20}|1[3-9]\\d{9}(?!\\d)|(?<!\\S)@[a-z0-9_]{4,32})");

    private static final Pattern FILE = Pattern.compile("\\.(?:exe|scr|apk|js|vbs|bat|iso|html?\\.zip|rar)$");

    /** Ends of domains that are no English words: people forget the blank after a full stop. */
    private static final Set<String> TELLING = Set.of(
            ("com cn net org info biz io co de fr uk eu ru edu gov es nl pl au jp kr hk tw sg vn th br za ly gl gd app dev tech"
                            + " shop cc tv ai gg ch xyz icu vip cyou sbs cfd tk ml ga gq pw")
                    .split(" "));
    /** Sold for next to nothing, and much used for what is thrown away. */
    private static final Set<String> CHEAP = Set.of(
            ("xyz top icu click loan vip win bid club site online buzz cyou sbs cfd monster rest quest work link live fun space"
                            + " tk ml ga cf gq cam bet casino men date review trade stream download pw lol bond life today")
                    .split(" "));

    private static final Set<String> SHORT = Set.of(
            ("bit.ly tinyurl.com t.co goo.gl is.gd cutt.ly rebrand.ly ow.ly t.cn url.cn dwz.cn suo.im shorturl.at rb.gy t.ly s.id"
                            + " t.me telegra.ph linktr.ee u.to")
                    .split(" "));

    private final Attempt attempt;
    private final Folded folded;
    private final String message;
    private final String lower;
    private final List<Reason> reasons = new ArrayList<>();

    private Writing(Attempt attempt, Folded folded) {
        this.attempt = attempt;
        this.folded = folded;
        this.message = cut(attempt.message());
        this.lower = message.toLowerCase(Locale.ROOT);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Reasons that the way of writing gives. */
    static List<Reason> look(Attempt attempt, Folded folded) {
        Writing writing = new Writing(attempt, folded);
        writing.lookAtTricks();
        writing.lookAtLinks();
        writing.lookAtHandles();
        writing.lookAtLetters();
        writing.lookAtName();
        return writing.reasons;
    }

    private void say(boolean so, String key, int points, Object... arguments) {
        if (so) {
            reasons.add(Reason.of(key, points, arguments));
        }
    }

    private void lookAtTricks() {
        say(folded.invisible() > 1, "trick.invisible", 60, folded.invisible());
        say(folded.bidi() > 0, "trick.bidi", 40, folded.bidi());
        say(folded.mixed() > 0, "trick.mixed", folded.mixed() > 1 ? 100 : 60, folded.mixed());
        say(folded.spelled() > 0, "trick.spelled", 40, folded.spelled());
    }

    private void lookAtLinks() {
        int links = 0;
        int cheap = 0;
        int shortened = 0;
        int files = 0;
        int letters = 0;
        Matcher link = LINK.matcher(lower);
        while (link.find()) {
            String host = link.group(1);
            String end = link.group(2);
            boolean plain = !link.group().contains("/") && !link.group().startsWith("www.");
            if (plain && !TELLING.contains(end) || isOwn(host)) {
                continue;
            }
            links++;
            letters += link.end() - link.start();
            cheap += CHEAP.contains(end) ? 1 : 0;
            shortened += SHORT.contains(host) ? 1 : 0;
            files += FILE.matcher(link.group()).find() ? 1 : 0;
        }
        say(links > 0, "link.count", links == 1 ? 10 : links == 2 ? 25 : Math.min(100, 20 * links), links);
        say(cheap > 0, "link.cheap", 40, cheap);
        say(shortened > 0, "link.short", 50, shortened);
        say(files > 0, "link.program", 60, files);
        say(BARE_ADDRESS.matcher(lower).find(), "link.number", 60);
        say(MARKUP.matcher(lower).find(), "link.markup", 100);
        say(links > 0 && attempt.message().strip().length() - letters < 12, "link.alone", 50);
    }

    /** Whether a host is that of the sender's own mail, which is a firm's site and no advertisement. */
    private boolean isOwn(String host) {
        return attempt.contacts().stream()
                .map(contact -> contact.substring(contact.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT))
                .anyMatch(domain -> domain.contains(".") && (host.equals(domain) || host.endsWith('.' + domain)));
    }

    private void lookAtHandles() {
        int handles = 0;
        for (Matcher handle = HANDLE.matcher(folded.text()); handle.find(); ) {
            handles++;
        }
        say(handles > 0, "contact.inside", handles == 1 ? 15 : handles == 2 ? 35 : 60, handles);
    }

    private void lookAtLetters() {
        int latin = 0;
        int upper = 0;
        int foreign = 0;
        int letters = 0;
        int marks = 0;
        for (int at = 0; at < message.length(); at++) {
            char c = message.charAt(at);
            boolean letter = Character.isLetter(c);
            letters += letter ? 1 : 0;
            latin += letter && c < 0x250 ? 1 : 0;
            upper += c >= 'A' && c <= 'Z' ? 1 : 0;
            foreign += letter && c >= 0x370 && c < 0x2e80 ? 1 : 0;
            marks += c == '!' || c == '！' ? 1 : 0;
        }
        say(latin >= 40 && upper * 10 > latin * 7, "shout.capitals", 15);
        say(marks >= 4, "shout.marks", 15, marks);
        say(foreign * 2 > letters, "script.other", 40);
        say(isGibberish(), "gibberish", 100);
        say(isRepeated(), "repeated", 60);
    }

    /** Whether most of the longer words in Latin letters cannot be spoken. */
    private boolean isGibberish() {
        int words = 0;
        int odd = 0;
        int letters = 0;
        boolean readable = false;
        String text = folded.text();
        for (int at = 0; at < text.length(); ) {
            int end = at;
            while (end < text.length() && Folded.isLatin(text.charAt(end))) {
                end++;
            }
            readable |= Folded.isHan(text.charAt(at));
            if (end - at >= 5) {
                words++;
                letters += end - at;
                odd += isUnspeakable(text, at, end) ? 1 : 0;
            }
            at = Math.max(end, at + 1);
        }
        return !readable && letters >= 10 && odd * 2 >= words && odd > 0;
    }

    private static boolean isUnspeakable(String text, int from, int to) {
        int vowels = 0;
        int run = 0;
        int longest = 0;
        for (int at = from; at < to; at++) {
            boolean vowel = "aeiouy".indexOf(text.charAt(at)) >= 0;
            vowels += vowel ? 1 : 0;
            run = vowel ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest >= 5 || vowels * 6 < to - from;
    }

    private boolean isRepeated() {
        String text = folded.text();
        StringBuilder different = new StringBuilder();
        for (int at = 0; at < text.length() && different.length() <= 3; at++) {
            if (different.indexOf(text.substring(at, at + 1)) < 0) {
                different.append(text.charAt(at));
            }
        }
        return text.length() >= 20 && different.length() <= 3;
    }

    private void lookAtName() {
        String name = cut(attempt.name());
        String lowerName = name.toLowerCase(Locale.ROOT);
        say(LINK.matcher(lowerName).find() || name.contains("://"), "name.link", 80);
        say(name.length() > 12 && name.strip().equals(attempt.message().strip()), "name.is-message", 60);
        say(isRandomName(name), "name.random", 30);
    }

    /** Such as {@code RobertTug} or {@code xKvQzPwLr}: made by programs. */
    private static boolean isRandomName(String name) {
        if (!name.matches("[A-Za-z]{7,30}")) {
            return false;
        }
        long inside = name.substring(1, name.length() - 1)
                .chars()
                .filter(Character::isUpperCase)
                .count();
        boolean shouted = name.equals(name.toUpperCase(Locale.ROOT));
        return !shouted && (inside >= 2 || isUnspeakable(name.toLowerCase(Locale.ROOT), 0, name.length()));
    }
}
