using Ledger.Cli.Connection;

namespace Ledger.Cli.Tests.Connection;

public sealed class SignInFormTests
{
    [Fact]
    public void Hidden_fields_are_read_with_their_escapes_undone()
    {
        var form = SignInForm.Read("""
            <!DOCTYPE html><html><body><main>
            <form method="post" action="/sign-in">
              <input type="hidden" name="__RequestVerificationToken" value="CfDJ8 a+b/c=">
              <input type="hidden" name="returnUrl" value="/connect/authorize?client_id=ledger-cli&amp;state=%22x%22&#x2B;">
              <input value="zh" type="hidden" name="lang">
              <input id="name" name="name" type="text" value="" required maxlength="130">
              <input id="password" name="password" type="password" required>
              <button type="submit">登录</button>
            </form></main></body></html>
            """);

        Assert.NotNull(form);
        Assert.Equal("/sign-in", form.Action);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = "CfDJ8 a+b/c=",
                ["returnUrl"] = "/connect/authorize?client_id=ledger-cli&state=%22x%22+",
                ["lang"] = "zh",
            },
            form.Hidden);
    }

    [Fact]
    public void Other_ways_to_write_attributes_are_read_too()
    {
        var form = SignInForm.Read("<FORM ACTION='/a>b' METHOD=POST><INPUT TYPE=hidden NAME=one VALUE='1' /><input type=hidden name=empty></FORM>");

        Assert.NotNull(form);
        Assert.Equal("/a>b", form.Action);
        Assert.Equal(new Dictionary<string, string> { ["one"] = "1", ["empty"] = "" }, form.Hidden);
    }

    [Fact]
    public void A_form_that_only_reads_is_passed_over()
    {
        var form = SignInForm.Read("""<form action="/search"><input type="hidden" name="a" value="1"></form><form method="post" action="/sign-in"></form>""");

        Assert.Equal("/sign-in", form?.Action);
        Assert.Empty(form!.Hidden);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Something went wrong</body></html>")]
    [InlineData("<form method=\"post\" action=\"/sign-in\"><input type=\"hidden\"")]
    public void A_page_without_a_form_has_none(string html) => Assert.Null(SignInForm.Read(html));
}
