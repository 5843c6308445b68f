namespace Ledger.Contributions.EvidenceFiles;

/// <summary>What the directory of a zip archive says of an entry. None of it is to be believed.</summary>
/// <param name="Name">Name, as text.</param>
/// <param name="Utf8">Whether the name is UTF-8; otherwise each character is a byte of an unknown code page.</param>
/// <param name="Encrypted">Whether it is encrypted in any way.</param>
/// <param name="Deflated">Whether it is packed by deflate; otherwise it is stored as it is.</param>
/// <param name="Packed">Bytes in the archive.</param>
/// <param name="Unpacked">Bytes when it is unpacked.</param>
/// <param name="Mode">Unix file type and rights; 0 when none.</param>
/// <param name="At">Where its own header begins.</param>
internal sealed record ArchiveEntry(string Name, bool Utf8, bool Encrypted, bool Deflated, uint Packed, uint Unpacked, int Mode, uint At)
{
    private const int FileTypeMask = 0xf000;
    private const int Folder = 0x4000;
    private const int RegularFile = 0x8000;

    // Lead bytes of the double-byte code pages of Chinese systems, whose trail bytes can look like a backslash.
    private const char FirstLeadByte = '\u0081';

    /// <summary>Whether it is a link, a device or a pipe.</summary>
    public bool IsSpecial => (Mode & FileTypeMask) is not (0 or Folder or RegularFile);

    /// <summary>The last part of its name.</summary>
    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>Whether its name leads out of the folder into which somebody unpacks it, on any system.</summary>
    public bool Escapes(int longest)
    {
        if (Name.Length == 0 || Name.Length > longest || Name[0] is '/' or '\\' || Name.Any(c => c == ':' || c < ' ' || c == '\u007f')) return true;
        for (var i = 1; i < Name.Length; i++)
        {
            if (Name[i] == '\\' && (Utf8 || Name[i - 1] < FirstLeadByte)) return true;
        }

        return Name.Split('/', '\\').Any(part => part is ".." or ".");
    }
}
