using System.IO.Compression;
using System.Text;
using Ledger.Contributions.EvidenceFiles;

namespace Ledger.Contributions.Tests;

/// <summary>Keys and small files of every type.</summary>
internal static class EvidenceSamples
{
    /// <summary>Sets of one key each; the names are the same in all of them.</summary>
    public static EvidenceKeys Keys(string keys = "k") => EvidenceKeys.Parse(KeyText(keys));

    /// <summary>The text of such a set: a key per letter, the first in use.</summary>
    public static string KeyText(string keys = "k") => string.Join(';', keys
        .Select(letter => "key=" + Secret(letter)).Prepend("names=" + Secret('n')));

    public static string Secret(char letter) => Convert.ToBase64String(Encoding.ASCII.GetBytes(new string(letter, 32)));

    /// <summary>An archive with these entries, made as a tool would.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] entries) => Zip(_ => { }, entries);

    public static byte[] Zip(Action<ZipArchiveEntry> change, params (string Name, byte[] Content)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
                change(entry);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return buffer.ToArray();
    }

    public static byte[] Docx(params (string, byte[])[] more) =>
        Zip([("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<w/>"u8.ToArray()), .. more]);

    public static byte[] Xlsx() => Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/workbook.xml", "<x/>"u8.ToArray()));

    public static byte[] Pdf { get; } = "%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"u8.ToArray();

    public static byte[] Png { get; } =
    [
        0x89, .. "PNG\r\n"u8, 0x1a, 0x0a,
        0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 1, 2, 3, 4,
        0, 0, 0, 2, .. "IDAT"u8, 7, 7, 1, 2, 3, 4,
        0, 0, 0, 0, .. "IEND"u8, 0xae, 0x42, 0x60, 0x82,
    ];

    public static byte[] Jpeg { get; } =
    [
        0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 5, 8, 0, 1, 0xff, 0xda, 0, 3, 1, 0x12, 0x34, 0xff, 0xd9,
    ];
}
