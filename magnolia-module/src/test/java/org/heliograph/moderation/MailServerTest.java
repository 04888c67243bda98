package org.heliograph.moderation;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Reply;
import org.heliograph.message.State;
import org.heliograph.moderation.DeliveryLog.Outcome;
import org.heliograph.moderation.MailServer.Result;
import org.heliograph.moderation.ModerationSettings.Security;
import org.heliograph.moderation.ModerationSettings.Smtp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MailServerTest {

    private GreenMail mails;

    @BeforeEach
    void start() {
        mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
    }

    @AfterEach
    void stop() {
        mails.stop();
    }

    private static MailServer server(int port) {
        return new MailServer(
                new Smtp(
                        "127.0.0.1",
                        port,
                        Optional.empty(),
                        Security.NONE,
                        "desk@heliograph.example",
                        Optional.of("answers@heliograph.example"),
                        "日光科技",
                        "Sunlight Ltd"),
                Clock.fixed(Sample.NOW, ZoneOffset.UTC));
    }

    private MailServer server() {
        return server(mails.getSmtp().getPort());
    }

    private static Mail mail(String to, String subject, List<String> references) {
        return new Mail("<2@heliograph.example>", List.of(to), subject, "价格如下。\n", Locale.CHINESE, references, false);
    }

    @Test
    void headersThreadAndTellTheLanguage() throws MessagingException, IOException {
        Result result = server().send(
                        mail("zhang@例子.测试", "回复：您的留言", List.of("<0@heliograph.example>", "<1@heliograph.example>")));

        assertThat(result.outcome()).isEqualTo(Outcome.SENT);
        MimeMessage got = mails.getReceivedMessages()[0];
        assertThat(got.getMessageID()).isEqualTo("<2@heliograph.example>");
        assertThat(got.getHeader("In-Reply-To", null)).isEqualTo("<1@heliograph.example>");
        assertThat(got.getHeader("References", null).split("\\s+"))
                .containsExactly("<0@heliograph.example>", "<1@heliograph.example>");
        assertThat(got.getHeader("Reply-To", null)).isEqualTo("answers@heliograph.example");
        assertThat(got.getHeader("To", null)).isEqualTo("zhang@xn--fsqu00a.xn--0zwm56d");
        assertThat(got.getHeader("Content-Language", null)).isEqualTo("zh");
        assertThat(got.getHeader("Auto-Submitted")).isNull();
        assertThat(got.getHeader("Subject", null)).startsWith("=?UTF-8?");
        assertThat(got.getSubject()).isEqualTo("回复：您的留言");
        assertThat(got.getContent().toString()).contains("价格如下。");
        assertThat(got.getSentDate().toInstant()).isEqualTo(Sample.NOW);
    }

    @Test
    void localPartsMayBeChinese() throws MessagingException {
        Result result = server().send(mail("张伟@例子.测试", "s", List.of()));

        assertThat(result.outcome()).isEqualTo(Outcome.SENT);
        assertThat(mails.getReceivedMessages()[0].getAllRecipients())
                .singleElement()
                .hasToString("张伟@xn--fsqu00a.xn--0zwm56d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example\r\nBcc: c@d.example",
                "a@b.example, c@d.example",
                "a@b.example;c@d.example",
                "A <a@b.example>",
                "\"a b\"@c.example",
                "a b@c.example",
                "a@b@c.example",
                "a@[127.0.0.1]",
                "@b.example",
                "a@",
                "a",
                "",
                "a\u202E@b.example",
                "a\u0000@b.example"
            })
    void whatIsNotOneAddressIsSentNothing(String address) {
        int before = mails.getReceivedMessages().length;

        assertThat(server().send(mail(address, "s", List.of())).outcome()).isEqualTo(Outcome.NEVER);
        assertThat(mails.getReceivedMessages()).hasSize(before);
    }

    @Test
    void aSubjectAddsNoHeader() throws MessagingException {
        server().send(mail("a@b.example", "Hi\r\nBcc: c@d.example\r\n\r\nbody", List.of()));

        MimeMessage got = mails.getReceivedMessages()[0];
        assertThat(got.getHeader("Bcc")).isNull();
        assertThat(got.getSubject()).isEqualTo("Hi Bcc: c@d.example body");
        assertThat(GreenMailUtil.getHeaders(got)).doesNotContain("\nBcc");
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Result result = server(free).send(mail("a@b.example", "s", List.of()));

        assertThat(result.outcome()).isEqualTo(Outcome.LATER);
        assertThat(result.detail()).doesNotContain("b.example");
    }

    @Test
    void newIdentifiersAreInTheDomainOfTheSender() {
        assertThat(server().newId()).matches("<[0-9a-f-]{36}@heliograph\\.example>");
        assertThat(server().newId()).isNotEqualTo(server().newId());
    }

    @Test
    void whatPeopleWroteIsNoTemplate() {
        String hostile = "${\"freemarker.template.utility.Execute\"?new()(\"id\")} <#assign x=1> [=1] #{1}";
        Message message = Sample.message(State.REPLIED, false, Locale.ENGLISH, hostile, "one\n" + hostile);
        Reply reply = new Reply(hostile, "li", Sample.NOW, Locale.ENGLISH, false, Optional.empty());

        String text = new MailTexts().reply(message, reply, "Sunlight Ltd");

        assertThat(text)
                .startsWith("Dear " + hostile + ",\n\n" + hostile + "\n")
                .contains("\n-- \nSunlight Ltd\n")
                .contains("On 2026-11-27 you wrote (message 7K3M-9QWX-2TBE-04HD):\n> one\n> " + hostile);
    }

    @Test
    void chineseSendersAreAnsweredInChinese() {
        Message message = Sample.message(State.REPLIED, false);
        Reply reply = new Reply("每套 5 元。", "li", Sample.NOW, message.locale(), false, Optional.empty());

        assertThat(new MailTexts().reply(message, reply, ""))
                .isEqualTo("张伟，您好！\n\n每套 5 元。\n\n您于 2026-11-27 留言（编号 7K3M-9QWX-2TBE-04HD）：\n> 请问瓦屋面挂钩多少钱一套？\n");
        assertThat(MailTexts.replySubject(message, reply)).isEqualTo("回复：您的留言 7K3M-9QWX-2TBE-04HD");
    }
}
