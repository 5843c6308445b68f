namespace Ledger.Rules.Tests;

public sealed class DocumentDifferencesTests
{
    [Theory]
    [InlineData("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", "")]
    [InlineData("{\"a\":\"0.05\"}", "{\"a\":\"0.06\"}", "a \"0.05\" \"0.06\"")]
    [InlineData("{\"a\":{\"b\":true}}", "{\"a\":{\"c\":true}}", "a.b true -;a.c - true")]
    [InlineData("{\"l\":[1,2]}", "{\"l\":[1,3,4]}", "l[1] 2 3;l[2] - 4")]
    [InlineData("{\"l\":[1,2]}", "{\"l\":[1]}", "l[1] 2 -")]
    [InlineData("{\"p\":[{\"id\":\"E1\",\"n\":\"x\"}]}", "{\"p\":[{\"id\":\"S\"},{\"id\":\"E1\",\"n\":\"y\"}]}", "p[E1].n \"x\" \"y\";p[S] - {\"id\":\"S\"}")]
    [InlineData("{\"p\":[{\"id\":\"A\"},{\"id\":\"A\"}]}", "{\"p\":[{\"id\":\"A\"},{\"id\":\"B\"}]}", "p[1].id \"A\" \"B\"")]
    [InlineData("{\"key\":\"accepted-value\"}", "{\"key\":{\"E1\":\"1\"}}", "key \"accepted-value\" {\"E1\":\"1\"}")]
    [InlineData("1", "2", "$ 1 2")]
    public void Documents_are_compared_member_by_member(string before, string after, string differences) => Assert.Equal(
        differences,
        string.Join(";", DocumentDifferences.Between(Given.Json(before), Given.Json(after))
            .Select(difference => $"{difference.Path} {difference.Before?.GetRawText() ?? "-"} {difference.After?.GetRawText() ?? "-"}")));

    [Fact]
    public void A_document_does_not_differ_from_itself()
    {
        var complete = Given.Json(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "complete.agreement.json")));
        Assert.Empty(DocumentDifferences.Between(complete, complete));
    }
}
