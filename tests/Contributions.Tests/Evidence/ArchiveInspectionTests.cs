using System.Buffers.Binary;
using System.Text;
using Ledger.Contributions.Domain;
using static Ledger.Contributions.Tests.EvidenceSamples;

namespace Ledger.Contributions.Tests;

/// <summary>Archives made to do harm, and those that only look like it.</summary>
public sealed class ArchiveInspectionTests
{
    private const string PythonZip =
        "UEsDBBQAAAgAAAAAYVpDL9FmBgAAAAYAAAAKAAAA5Y+R56WoLnR4dOWPkeelqFBLAwQUAAAACAAAAGFaYSeIQAoAAADIAAAADAAAAGZvbGRlci" +
        "9iLnR4dCtJrShRKBn6BABQSwMELQAAAAAAAABhWoMW3Iz//////////wMAFABiaWcBABAAAQAAAAAAAAABAAAAAAAAAHhQSwECFAMUAAAIAAAA" +
        "AGFaQy/RZgYAAAAGAAAACgAAAAAAAAAAAAAAgAEAAAAA5Y+R56WoLnR4dFBLAQIUAxQAAAAIAAAAYVphJ4hACgAAAMgAAAAMAAAAAAAAAAAAAA" +
        "CkgS4AAABmb2xkZXIvYi50eHRQSwECLQMtAAAAAAAAAGFagxbcjAEAAAABAAAAAwAAAAAAAAAAAAAAgAFiAAAAYmlnUEsFBgAAAAADAAMAowAA" +
        "AJgAAAAJAGEgY29tbWVudA==";

    private static readonly byte[] Text = "text"u8.ToArray();

    [Fact]
    public async Task A_bomb_is_refused_by_its_ratio()
    {
        Assert.Equal("evidence.archive-ratio", await CodeAsync(Zip(("zeros", new byte[20 << 20]))));
        Assert.Null(await CodeAsync(Zip(("zeros", new byte[1 << 20]))));
    }

    [Fact]
    public async Task What_unpacks_to_more_than_the_limit_is_refused_though_each_part_grows_little()
    {
        // Of every 64 KiB 4 KiB are random: 16 times smaller when packed, and 100 MiB and a little when not.
        var most = new byte[ContributionLimits.ArchiveBytes + (1 << 16)];
        var random = new Random(3);
        for (var at = 0; at < most.Length; at += 1 << 16) random.NextBytes(most.AsSpan(at, 1 << 12));
        var packed = Zip(("a", most[..(most.Length / 2)]), ("b", most[(most.Length / 2)..]));
        Assert.InRange(packed.Length, 1, ContributionLimits.EvidenceFileBytes);
        Assert.Equal("evidence.archive-too-large", await CodeAsync(packed));
        Assert.Null(await CodeAsync(Zip(("a", most[..(most.Length / 2)]))));
    }

    [Fact]
    public async Task Entries_have_a_limit_also_across_archives_inside()
    {
        (string, byte[])[] Entries(int count) => [.. Enumerable.Range(0, count).Select(i => ($"{i}.txt", Text))];
        Assert.Null(await CodeAsync(Zip(Entries(ContributionLimits.ArchiveEntries))));
        Assert.Equal("evidence.archive-too-many", await CodeAsync(Zip(Entries(ContributionLimits.ArchiveEntries + 1))));
        Assert.Equal("evidence.archive-too-many", await CodeAsync(Zip(
            ("inner.zip", Zip(Entries(ContributionLimits.ArchiveEntries / 2))), ("other.zip", Zip(Entries(ContributionLimits.ArchiveEntries / 2))))));
    }

    [Fact]
    public async Task A_document_may_lie_in_an_archive_and_nothing_deeper()
    {
        Assert.Null(await CodeAsync(Zip(("contract.docx", Docx()))));
        Assert.Equal("evidence.archive-nested", await CodeAsync(Zip(("a.zip", Zip(("b.dat", Zip(("c", Text))))))));
        Assert.Equal("evidence.archive-nested", await CodeAsync(Zip(("a.txt", [0x1f, 0x8b, 8, 0]))));
        Assert.Equal("evidence.archive-nested", await CodeAsync(Zip(("a", [.. new byte[257], .. "ustar"u8]))));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/windows")]
    [InlineData("a\\..\\b")]
    [InlineData("./a")]
    [InlineData("a\u0001b")]
    public async Task A_name_cannot_lead_out_of_the_archive(string name) => Assert.Equal("evidence.archive-path", await CodeAsync(Zip((name, Text))));

    [Fact]
    public async Task A_name_stands_once_and_has_a_limit()
    {
        Assert.Equal("evidence.archive-path", await CodeAsync(Zip(("a.txt", Text), ("A.txt", Text))));
        Assert.Equal("evidence.archive-path", await CodeAsync(Zip((new string('n', ContributionLimits.ArchiveName + 1), Text))));
        Assert.Null(await CodeAsync(Zip((new string('n', ContributionLimits.ArchiveName), Text))));
    }

    [Theory]
    [InlineData(0xa1ff)] // symbolic link
    [InlineData(0x21b6)] // character device
    [InlineData(0x11b6)] // named pipe
    public async Task Links_and_devices_are_refused(int mode) =>
        Assert.Equal("evidence.archive-link", await CodeAsync(Zip(entry => entry.ExternalAttributes = unchecked(mode << 16), ("link", Text))));

    [Fact]
    public async Task Folders_and_plain_files_of_Unix_pass()
    {
        Assert.Null(await CodeAsync(Zip(entry => entry.ExternalAttributes = unchecked((int)0x81b40000), ("a", Text))));
        Assert.Null(await CodeAsync(Zip(entry => entry.ExternalAttributes = 0x41ed0000, ("folder/", []))));
    }

    [Fact]
    public async Task What_is_encrypted_cannot_be_looked_at()
    {
        var zip = Zip(("a", Text));
        zip[Directory(zip) + 8] |= 1;
        Assert.Equal("evidence.archive-encrypted", await CodeAsync(zip));
    }

    [Fact]
    public async Task A_document_with_a_macro_is_refused() => Assert.Equal("evidence.archive-macro", await ContentInspectionTests.CodeAsync(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Docx(("word/vbaProject.bin", Text))));

    [Fact]
    public async Task Sizes_that_lie_change_nothing()
    {
        var zip = Zip(("zeros", new byte[20 << 20]));
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(Directory(zip) + 24), 10);
        Assert.Equal("evidence.archive-ratio", await CodeAsync(zip));
        zip = Zip(("a", new byte[5000]));
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(Directory(zip) + 24), 10);
        Assert.Equal("evidence.archive-malformed", await CodeAsync(zip));
    }

    [Fact]
    public async Task Names_of_Chinese_code_pages_pass_though_a_byte_looks_like_a_backslash()
    {
        // 誠 in GBK is 0xD5 0x5C. The same byte alone, or before two dots, is a way out.
        Assert.Null(await CodeAsync(Named([0xd5, 0x5c, (byte)'.', (byte)'t'])));
        Assert.Equal("evidence.archive-path", await CodeAsync(Named([0xd5, (byte)'a', 0x5c, (byte)'t'])));
        Assert.Equal("evidence.archive-path", await CodeAsync(Named([0xd5, 0x5c, (byte)'.', (byte)'.'])));
    }

    [Fact]
    public async Task A_name_is_the_same_in_the_directory_and_before_the_content()
    {
        var zip = Zip(("good", Text));
        zip[30] = (byte)'G';
        Assert.Equal("evidence.archive-malformed", await CodeAsync(zip));
    }

    [Fact]
    public async Task Nothing_lies_between_directory_and_end_and_no_second_directory_before_it()
    {
        var zip = Zip(("a", Text));
        Assert.Equal("evidence.archive-malformed", await CodeAsync([.. zip[..^22], .. "hidden"u8, .. zip[^22..]]));
        Assert.Equal("evidence.archive-malformed", await CodeAsync([.. zip, .. zip]));
    }

    [Fact]
    public async Task An_archive_of_another_tool_passes()
    {
        // Python's zipfile, stored and deflated, with a comment and a name in UTF-8.
        var zip = Convert.FromBase64String(PythonZip);
        Assert.Null(await CodeAsync(zip));
    }

    [Fact]
    public async Task Entries_that_share_their_bytes_are_refused()
    {
        // The "better zip bomb": many entries of the directory point to the same packed bytes.
        var random = new byte[4000];
        new Random(5).NextBytes(random);
        var zip = Zip(("0", random));
        var at = Directory(zip);
        var record = zip[at..^22];
        var end = zip[^22..];
        var records = Enumerable.Range(0, 10).SelectMany(i => record.ToArray().Select((b, index) => index == 46 ? (byte)('0' + i) : b)).ToArray();
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(8), 10);
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(10), 10);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), records.Length);
        Assert.Equal("evidence.archive-malformed", await CodeAsync([.. zip[..at], .. records, .. end]));
    }

    [Fact]
    public async Task What_cannot_be_read_is_malformed()
    {
        var zip = Zip(("a", Text));
        Assert.Equal("evidence.archive-malformed", await CodeAsync(zip[..^30]));
        Assert.Equal("evidence.archive-malformed", await CodeAsync("PK\u0003\u0004 and no more"u8.ToArray()));
    }

    // An archive whose only name, of four characters, is replaced by these bytes in both places.
    private static byte[] Named(byte[] name)
    {
        var zip = Zip(("name", Text));
        name.CopyTo(zip, 30);
        name.CopyTo(zip, Directory(zip) + 46);
        return zip;
    }

    private static Task<string?> CodeAsync(byte[] zip) => ContentInspectionTests.CodeAsync("application/zip", zip);

    private static int Directory(byte[] zip) => zip.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes("PK\u0001\u0002"));
}
