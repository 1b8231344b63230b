; Inno Setup 6: iscc modaverse.iss, beside PyInstaller's folder. Written by installer/windows.py; edit the template.
[Setup]
AppId=@APP@
AppName=@TITLE@
AppVersion=@VERSION@
AppPublisher=@AUTHORS@
AppComments=@SUMMARY@
VersionInfoVersion=@DOTTED@
; for one user, without an administrator
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\@TITLE@
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
WizardStyle=modern
SetupIconFile=modaverse.ico
UninstallDisplayIcon={app}\@APP@.exe
LicenseFile=..\..\LICENSE
OutputDir=packages
OutputBaseFilename=@TITLE@-@VERSION@-windows-x64
Compression=lzma2/max
SolidCompression=yes
; pieces of less than 4 GB, for a FAT32 disk
DiskSpanning=yes
DiskSliceSize=max
; a running program is closed by the user, not under his hands
CloseApplications=yes
RestartApplications=no
ChangesAssociations=yes
ChangesEnvironment=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "dist\@APP@\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[InstallDelete]
; what an older version brought and this one does not
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\@TITLE@"; Filename: "{app}\@APP@.exe"; AppUserModelID: "@APP@"

[Tasks]
Name: path; Description: "Find the command @COMMAND@ in a terminal"

[Registry]
Root: HKCU; Subkey: "Software\Classes\@PACK_SUFFIX@"; ValueType: string; ValueData: "@TITLE@.Pack"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\@PACK_SUFFIX@"; ValueType: string; ValueName: "Content Type"; ValueData: "@PACK_TYPE@"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\@TITLE@.Pack"; ValueType: string; ValueData: "@TITLE@ model pack"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\@TITLE@.Pack\shell\open\command"; ValueType: string; ValueData: """{app}\@APP@.exe"" ""%1"""; Flags: uninsdeletekey
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: NotInPath('{app}')

[Run]
Filename: "{app}\@APP@.exe"; Description: "Open @TITLE@"; Flags: nowait postinstall skipifsilent

[Code]
function NotInPath(Folder: string): Boolean;
var
  Path: string;
begin
  if not RegQueryStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Path) then
    Path := '';
  Result := Pos(';' + Uppercase(ExpandConstant(Folder)) + ';', ';' + Uppercase(Path) + ';') = 0;
end;

// Not over a newer version: an older one may not read its history.
function InitializeSetup(): Boolean;
var
  There: string;
  Key: string;
  Mine, Theirs: Int64;
begin
  Result := True;
  Key := 'Software\Microsoft\Windows\CurrentVersion\Uninstall\@APP@_is1';
  if RegQueryStringValue(HKEY_CURRENT_USER, Key, 'DisplayVersion', There)
    and StrToVersion(There, Theirs) and StrToVersion('@VERSION@', Mine) and (ComparePackedVersion(Theirs, Mine) > 0) then
  begin
    SuppressibleMsgBox('@TITLE@ ' + There + ' is installed, which is newer than @VERSION@. Nothing was changed.',
      mbInformation, MB_OK, IDOK);
    Result := False;
  end;
end;
