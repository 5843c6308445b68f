using Ledger.Contributions.EvidenceFiles;

namespace Ledger.Contributions.Tests;

public sealed class EvidenceMediaTypeTests
{
    [Theory]
    [InlineData("text/plain", "text/plain")]
    [InlineData("text/csv; charset=utf-8", "text/csv")]
    [InlineData("Application/JSON", "application/json")]
    [InlineData("application/pdf", "application/pdf")]
    [InlineData("image/png", "image/png")]
    [InlineData("image/jpeg", "image/jpeg")]
    public void These_types_are_taken(string header, string name) => Assert.Equal(name, EvidenceMediaType.Find(header)?.Name);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/html")]
    [InlineData("image/svg+xml")]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-msdownload")]
    [InlineData("text/plain text/html")]
    public void No_others_are(string? header) => Assert.Null(EvidenceMediaType.Find(header));

    [Fact]
    public void Signatures_tell_the_binary_types_apart()
    {
        byte[] png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00];
        byte[] jpeg = [0xff, 0xd8, 0xff, 0xe0];
        byte[] pdf = "%PDF-1.7"u8.ToArray();
        byte[] text = "Invoice"u8.ToArray();
        (string Type, byte[] Head)[] right = [("image/png", png), ("image/jpeg", jpeg), ("application/pdf", pdf), ("text/plain", text)];
        foreach (var (type, _) in right)
        {
            foreach (var (other, head) in right) Assert.Equal(type == other, EvidenceMediaType.Find(type)!.Fits(head));
        }

        Assert.False(EvidenceMediaType.Find("image/png")!.Fits(png.AsSpan(0, 7)));
        Assert.True(EvidenceMediaType.Find("text/csv")!.Fits("a"u8));
    }

    [Fact]
    public void No_signature_is_longer_than_what_is_read_first() =>
        Assert.Equal(EvidenceMediaType.LongestSignature, EvidenceMediaType.All.Max(type => type.Signature.Length));

    [Theory]
    [InlineData("taihu", "taihu")]
    [InlineData("lakeside-am-center", "lakeside-am-center")]
    public void An_ordinary_consortium_has_a_readable_folder(string tenant, string folder) => Assert.Equal(folder, TenantFolder.Of(tenant));

    [Theory]
    [InlineData("..")]
    [InlineData("../taihu")]
    [InlineData("a/b")]
    [InlineData(".incoming")]
    [InlineData("Taihu")]
    [InlineData("太湖")]
    public void Any_other_cannot_leave_its_folder(string tenant)
    {
        var folder = TenantFolder.Of(tenant);
        Assert.Matches("^_[0-9a-f]{64}$", folder);
        Assert.NotEqual(TenantFolder.Of(tenant + "x"), folder);
    }

    [Fact]
    public void There_is_no_folder_without_a_consortium() => Assert.Throws<ArgumentException>(() => TenantFolder.Of(" "));
}
