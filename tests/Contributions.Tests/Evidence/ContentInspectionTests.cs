using CsCheck;
using Ledger.Contributions.EvidenceFiles;
using Ledger.ServiceDefaults.Hosting;
using static Ledger.Contributions.Tests.EvidenceSamples;

namespace Ledger.Contributions.Tests;

public sealed class ContentInspectionTests
{
    public static TheoryData<string, byte[]> Whole { get; } = new()
    {
        { "application/pdf", Pdf }, { "image/png", Png }, { "image/jpeg", Jpeg }, { "application/json", "{\"a\":[1]}"u8.ToArray() },
        { "application/zip", Zip(("a.txt", [1, 2])) }, { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Docx() },
        { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Xlsx() }, { "text/csv", "a,b"u8.ToArray() },
    };

    public static TheoryData<string, byte[]> Broken { get; } = new()
    {
        { "application/pdf", Pdf[..20] }, { "application/pdf", [.. Pdf, .. new byte[2000]] },
        { "image/png", Png[..^1] }, { "image/png", [.. Png, .. "<script>"u8] }, { "image/png", Png[..8] }, { "image/png", [.. Png[..8], .. Png[33..]] },
        { "image/png", [.. Png[..33], 0xff, 0xff, 0xff, 0xff, .. "IDAT"u8] },
        { "image/jpeg", Jpeg[..^1] }, { "image/jpeg", Jpeg[..8] }, { "image/jpeg", [.. Jpeg[..8], .. Jpeg[15..]] }, { "image/jpeg", [0xff, 0xd8, 0xff, 0xe0, 0, 1] },
        { "application/json", "{\"a\":"u8.ToArray() },
        { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Xlsx() },
        { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Docx() },
        { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Zip(("a.txt", [1])) },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task A_whole_file_of_its_type_passes(string type, byte[] bytes) => Assert.Null(await CodeAsync(type, bytes));

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_cut_off_or_another_thing_is_refused(string type, byte[] bytes) =>
        Assert.Equal("evidence.content-mismatch", await CodeAsync(type, bytes));

    [Fact]
    public async Task Any_bytes_are_judged_and_never_crash_the_judge() =>
        await Gen.Select(Gen.OneOfConst([.. Whole.Select(row => row.Data)]), Gen.Int[0, 400], Gen.Byte, Gen.Int[0, 400]).SampleAsync(async (file, at, value, length) =>
        {
            var bytes = file.Item2.ToArray();
            if (bytes.Length == 0) return true;
            bytes[at % bytes.Length] = value;
            var cut = bytes[..Math.Max(1, bytes.Length - (length % bytes.Length))];
            return await CodeAsync(file.Item1, length % 3 == 0 ? cut : bytes) is null or { Length: > 9 };
        }, iter: 3_000);

    internal static async Task<string?> CodeAsync(string type, byte[] bytes)
    {
        try
        {
            await ContentInspection.CheckAsync(new MemoryStream(bytes), EvidenceMediaType.Find(type)!, CancellationToken.None);
            return null;
        }
        catch (RequestRefusedException refused)
        {
            Assert.False(string.IsNullOrWhiteSpace(refused.Problem.Message.Zh));
            return refused.Problem.Code;
        }
    }
}
